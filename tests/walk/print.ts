// A journey as a page of text: every product with its id, both times, and what it was made from.
import type { Text } from '../../src/core/text.ts'
import type { Step } from './journey.ts'

export type Language = keyof Text

/** `2026-10-13 07:42:00` in city time, with milliseconds where there are any. */
export function cityTime(at: number, utcOffsetMinutes: number): string {
  const text = new Date(at + utcOffsetMinutes * 60_000).toISOString().replace('T', ' ')
  return text.endsWith('.000Z') ? text.slice(0, 19) : text.slice(0, 23)
}

const WORDS = {
  occurred: { zh: '发生', en: 'occurred' },
  recorded: { zh: '获知', en: 'recorded' },
  because: { zh: '依据', en: 'because' },
} satisfies Record<string, Text>

const KINDS: Readonly<Record<string, Text>> = {
  sensor: { zh: '监测设备', en: 'sensor' },
  message: { zh: '消息', en: 'message' },
  feed: { zh: '数据接入', en: 'feed' },
  observation: { zh: '观测', en: 'observation' },
  rule: { zh: '规则', en: 'rule' },
  alarm: { zh: '告警', en: 'alarm' },
  event: { zh: '案卷记录', en: 'case event' },
  command: { zh: '命令', en: 'command' },
  incident: { zh: '案卷', en: 'incident' },
}

/** The page. A stage is named once, above its products. */
export function print(steps: readonly Step[], language: Language, utcOffsetMinutes: number): string {
  const lines: string[] = []
  let stage: number | undefined
  for (const step of steps) {
    if (step.stage !== stage) lines.push(...(stage === undefined ? [] : ['']), `${step.stage} ${step.name[language]}`)
    stage = step.stage
    lines.push(...product(step, language, utcOffsetMinutes))
  }
  return `${lines.join('\n')}\n`
}

function product(step: Step, language: Language, utcOffsetMinutes: number): string[] {
  const time = (at: number): string => cityTime(at, utcOffsetMinutes)
  const reasons = step.because.map(({ kind, id }) => `${KINDS[kind]?.[language] ?? kind} ${id}`)
  return [
    `  ${step.id}`,
    `    ${step.text[language]}`,
    ...clocksOf(step).map((clock) => `    · ${clock[language]}`),
    `    ${WORDS.occurred[language]} ${time(step.occurredAt)}  ${WORDS.recorded[language]} ${time(step.recordedAt)}`,
    ...(reasons.length > 0 ? [`    ${WORDS.because[language]} ← ${reasons.join(' · ')}`] : []),
  ]
}

/** What an act did to the clocks of its case; other products have none. */
function clocksOf({ detail }: Step): readonly Text[] {
  return typeof detail === 'object' && detail !== null && 'clocks' in detail ? (detail.clocks as Text[]) : []
}
