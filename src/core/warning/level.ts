// How grave a warning is: the colour it states, else its severity. And which kind of danger it speaks of.
import { worse, type Level } from '../level.ts'
import type { Severity, Warning, WarningInfo, WarningKind } from './types.ts'

/** Common Chinese practice for CAP: red Extreme, orange Severe, yellow Moderate, blue Minor. */
const BY_SEVERITY: Readonly<Record<Severity, Level | undefined>> = {
  Extreme: 1,
  Severe: 2,
  Moderate: 3,
  Minor: 4,
  Unknown: undefined,
}

const COLOURS: readonly (readonly [Level, RegExp])[] = [
  [1, /^(?:红|red|一级|Ⅰ级?|I级)/i],
  [2, /^(?:橙|orange|二级|Ⅱ级?|II级)/i],
  [3, /^(?:黄|yellow|三级|Ⅲ级?|III级)/i],
  [4, /^(?:蓝|blue|四级|Ⅳ级?|IV级)/i],
]
/** Colours inside a sentence: only as the Chinese signals are called, never a bare «red». */
const IN_WORDS: readonly (readonly [Level, RegExp])[] = [
  [1, /红色(?:预警|警报)/],
  [2, /橙色(?:预警|警报)/],
  [3, /黄色(?:预警|警报)/],
  [4, /蓝色(?:预警|警报)/],
]

const find = (table: readonly (readonly [Level, RegExp])[], text: string): Level | undefined =>
  table.find(([, pattern]) => pattern.test(text.trim()))?.[0]

/** The level of one info: a colour in `parameter` or `eventCode` comes before severity, a colour in its words after it. */
export function levelOfInfo(info: WarningInfo): Level | undefined {
  let stated: Level | undefined
  for (const { value } of [...info.parameters, ...info.eventCodes]) stated = worse(stated, find(COLOURS, value))
  return stated ?? BY_SEVERITY[info.severity] ?? find(IN_WORDS, info.headline ?? '') ?? find(IN_WORDS, info.event)
}

/** The worst that any of its infos says; undefined when none says how grave it is. */
export const levelOf = (warning: Pick<Warning, 'infos'>): Level | undefined =>
  warning.infos.reduce<Level | undefined>((worst, info) => worse(worst, levelOfInfo(info)), undefined)

/** The kind it speaks of: by event code, else by the longest of the known words in `event` or `headline`. */
export function kindOf(warning: Pick<Warning, 'infos'>, kinds: readonly WarningKind[]): WarningKind | undefined {
  for (const { eventCodes } of warning.infos)
    for (const { value } of eventCodes) {
      const known = kinds.find((kind) => kind.codes.includes(value.trim()))
      if (known !== undefined) return known
    }
  for (const text of warning.infos.flatMap((info) => [info.event, info.headline ?? ''])) {
    const said = text.toLowerCase()
    let best: { kind: WarningKind; length: number } | undefined
    for (const kind of kinds)
      for (const word of kind.words)
        if (word.length > (best?.length ?? 0) && said.includes(word.toLowerCase())) best = { kind, length: word.length }
    if (best !== undefined) return best.kind
  }
  return undefined
}
