// Where the values of an indicator come from, in words for files and pictures. Reactive where a render calls it.
import type { Indicator } from '../../core/indicate/types.ts'
import type { Text } from '../../core/text.ts'
import { say } from '../i18n/i18n.ts'

const CASES: Text = { zh: '一网统管案卷', en: 'cases of this hub' }
const PLATFORM: Text = { zh: '一网统管平台运行记录', en: 'records of this hub' }

/** Kinds of sensors by their id; an unknown kind names itself. */
export function sourceOf(
  { input, formula }: Pick<Indicator, 'input' | 'formula'>,
  kinds: ReadonlyMap<string, { readonly name: Text }>,
): string {
  if (formula.type === 'cases') return say(CASES)
  if (formula.type === 'platform') return say(PLATFORM)
  const kind = input?.kind ?? ''
  return say(kinds.get(kind)?.name ?? { zh: kind, en: kind })
}
