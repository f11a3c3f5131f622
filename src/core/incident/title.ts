// The short name of a case: where, and what.
import type { Text } from '../text.ts'

/** What a title is made from; the place in words, and the matter once it is known, else the reporter's own words. */
export interface TitleFacts {
  readonly place?: Text
  readonly matter?: Text
  readonly text?: string
}

/** Longest piece of a reporter's words in a title, characters. */
const MAX_WORDS = 24

/** 「文昌中路 道路积水」 / “Road ponding · Wenchang Middle Road”. */
export function titleFor({ place, matter, text }: TitleFacts): Text {
  const what = matter ?? wordsOf(text)
  if (!place) return what
  return { zh: `${place.zh} ${what.zh}`, en: `${what.en} · ${place.en}` }
}

function wordsOf(text: string | undefined): Text {
  const first =
    (text ?? '')
      .trim()
      .split(/[。！？!?\n；;]/)[0]
      ?.trim() ?? ''
  const letters = [...first]
  const short = letters.length > MAX_WORDS ? `${letters.slice(0, MAX_WORDS).join('')}…` : first
  return short === '' ? { zh: '待分类问题', en: 'Unclassified problem' } : { zh: short, en: short }
}
