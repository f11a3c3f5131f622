// What the desk may write in a brief: words are free, figures are not. Checks only; changes nothing.
import type { Text } from '../text.ts'
import { cut, type FigureLike, type Lang } from './layout.ts'

/** Why words cannot stand. `word` is the number or the turn of phrase that is at fault. */
export interface EditFault {
  readonly code: 'emptyWords' | 'figureLost' | 'numberAdded' | 'directionTurned' | 'sourceMissing'
  readonly language: Lang
  readonly word: string
  readonly reason: Text
}

/** Full-width digits and signs are read as plain ones. */
const plain = (words: string): string => words.normalize('NFKC')
const bare = (words: string): string => plain(words).replace(/\s+/g, '')

const COUNTED =
  '(?:件|起|条|路|个|人|处|次|份|名|户|辆|台|座|所|家|期|宗|项|成|倍|小时|分钟|天|日|周|月|年|毫米|厘米|米|公里|千米|吨|度|元)'
const NUMERAL = '[〇零一二两三四五六七八九十百千万亿]+'
const SPELT = new RegExp(`百分之${NUMERAL}(?:点${NUMERAL})?|${NUMERAL}(?=(?:多|余)?${COUNTED})`, 'gu')
/** «一» is as often a word as it is a number: 一起, 一个, 一次性. */
const isNumber = (numeral: string): boolean => numeral !== '一'

/** The numbers that words hold: in digits, and in Chinese numerals where something is counted. */
function numbersIn(words: string, language: Lang): string[] {
  const text = plain(words)
  const digits = text.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []
  return language === 'zh' ? [...digits, ...(text.match(SPELT) ?? []).filter(isNumber)] : [...digits]
}

const DIRECTIONS: Readonly<Record<Lang, readonly [up: RegExp, down: RegExp]>> = {
  zh: [/上升|升高|上涨|增加|增长|增多|高于|多于|回升|提高/u, /下降|降低|下跌|减少|回落|低于|少于|下滑/u],
  en: [
    /\b(?:up|rose|rises?|rising|more|higher|above|increas\w*|grew)\b/i,
    /\b(?:down|fell|falls?|falling|fewer|less|lower|below|decreas\w*|dropped)\b/i,
  ],
}

function turned(was: string, now: string, language: Lang): string | undefined {
  const [up, down] = DIRECTIONS[language]
  for (const [meant, opposite] of [
    [up, down],
    [down, up],
  ] as const) {
    const found = opposite.exec(now)
    if (meant.test(was) && !opposite.test(was) && !meant.test(now) && found) return found[0]
  }
  return undefined
}

function checkOne<F extends FigureLike>(
  was: string,
  figures: readonly F[],
  words: string,
  language: Lang,
): EditFault | undefined {
  if (words.trim() === '')
    return {
      code: 'emptyWords',
      language,
      word: '',
      reason: { zh: '句子不能为空', en: 'A sentence must say something' },
    }
  const now = plain(words)
  const spelt = cut(was, figures).segments.flatMap((s) => (s.figure === undefined ? [] : [{ ...s, figure: s.figure }]))
  const kept = cut(
    now,
    spelt.map((s) => s.figure),
  ).segments
  for (const { text, figure } of spelt) {
    if (kept.some((s) => s.figure === figure && bare(s.text) === bare(text))) continue
    return {
      code: 'figureLost',
      language,
      word: text,
      reason: {
        zh: `数据须照原样保留：「${text}」（${figure.definition.zh}）`,
        en: `The figure must stand as it is: “${text}” (${figure.definition.en})`,
      },
    }
  }
  // Each number as often as the sentence had it: 12 said once is not said of two things.
  const left = numbersIn(was, language)
  for (const number of numbersIn(now, language)) {
    const at = left.indexOf(number)
    if (at >= 0) {
      left.splice(at, 1)
      continue
    }
    return {
      code: 'numberAdded',
      language,
      word: number,
      reason: {
        zh: `「${number}」不是本句的数据，不能写入；需要时请另加一条并注明来源`,
        en: `“${number}” is no figure of this sentence; add an item of your own and name its source`,
      },
    }
  }
  const direction = turned(was, now, language)
  return direction === undefined
    ? undefined
    : {
        code: 'directionTurned',
        language,
        word: direction,
        reason: {
          zh: `「${direction}」与原句的升降方向相反`,
          en: `“${direction}” turns the direction of the sentence round`,
        },
      }
}

/**
 * Whether a sentence may be written in these words: every figure that it spells stands in them as it is, with its unit; no other
 * number comes in; up does not become down. English may be left out: the hub's own stays. Undefined: they may stand.
 */
export function checkWords(
  was: { readonly text: Text; readonly figures: readonly FigureLike[] },
  words: { readonly zh: string; readonly en?: string },
): EditFault | undefined {
  return (
    checkOne(was.text.zh, was.figures, words.zh, 'zh') ??
    (words.en === undefined ? undefined : checkOne(was.text.en, was.figures, words.en, 'en'))
  )
}

/** Numbers that measure nothing: dates, times of day, ordinals, telephone and document numbers, hotlines, Roman levels. */
const NAMES =
  /\d{4}年|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号时点](?:\d{1,2}分)?|\d{1,2}:\d{2}|第\d+|〔\d{4}〕|\d+号|\d{4}-\d{2}(?:-\d{2})?|\d{5,}|\d{3,4}-\d{7,8}/gu
const SOURCE = /据|来源|通报|报告|报称|反馈|according to|reported by|source|says/iu

/**
 * Whether an item of the desk's own may stand. It has no figures, so no evidence opens: a number that counts or measures is taken
 * only when the words say whose it is (据…、来源…). Dates, times and names with digits are free.
 */
export function checkItem(words: string): EditFault | undefined {
  const text = plain(words)
  if (text.trim() === '')
    return {
      code: 'emptyWords',
      language: 'zh',
      word: '',
      reason: { zh: '内容不能为空', en: 'An item must say something' },
    }
  const [number] = numbersIn(text.replace(NAMES, ''), 'zh')
  if (number === undefined || SOURCE.test(text)) return undefined
  return {
    code: 'sourceMissing',
    language: 'zh',
    word: number,
    reason: {
      zh: `「${number}」没有系统依据，请写明来源（如「据市应急局通报」）`,
      en: `“${number}” has no evidence here: say whose it is (“according to …”)`,
    },
  }
}
