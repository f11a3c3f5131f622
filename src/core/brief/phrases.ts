// Small pieces of Chinese and English that sections share: lists, plurals, units.
import type { Text } from '../text.ts'
import { COUNTING_UNITS } from '../unit.ts'

/** `1 case`, `2 cases`, `no cases`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return n === 0 ? `no ${many}` : `${n} ${n === 1 ? one : many}`
}

/** Names in a row: 甲、乙、丙 / A, B and C. */
export function list(names: readonly Text[]): Text {
  const en = names.map((n) => n.en)
  const last = en.pop() ?? ''
  return { zh: names.map((n) => n.zh).join('、'), en: en.length > 0 ? `${en.join(', ')} and ${last}` : last }
}

/** The first names, then «等» / “and others”. */
export function listSome(names: readonly Text[], most: number): Text {
  if (names.length <= most) return list(names)
  const shown = names.slice(0, most)
  return { zh: `${list(shown).zh}等`, en: `${shown.map((n) => n.en).join(', ')} and others` }
}

/** A unit as it is printed; reference data writes units in plain letters. What is counted is in the name already. */
export function printedUnit(unit: string): string {
  if (unit in COUNTING_UNITS) return ''
  return unit.replace(/^ug/, 'μg').replace(/^1\//, '/').replace(/m3\b/, 'm³').replace(/m2\b/, 'm²').replace(/^C$/, '℃')
}

/** Number and unit; signs that are written close stay close. */
export function quantity(value: number, decimals: number, unit: string): string {
  const printed = printedUnit(unit)
  const close = printed === '' || printed === '%' || printed === '℃'
  return `${value.toFixed(decimals)}${close ? '' : ' '}${printed}`
}

/** A title inside a sentence: Chinese words take no space between them. */
export const inline = ({ zh, en }: Text): Text => ({
  zh: zh.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, ''),
  en,
})

/** First letter of a sentence. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
