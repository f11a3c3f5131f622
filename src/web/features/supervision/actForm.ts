// From what is typed in the form of an act to the act that is sent, or what is still missing. Pure.
import type { SupervisedAct } from '../../../wire/supervisions.ts'

/** In the order of the buttons. `final` is a report that asks for the check. */
export const FORMS = [
  'sign',
  'final',
  'report',
  'close',
  'sendBack',
  'remind',
  'add',
  'reschedule',
  'withdraw',
] as const
export type Form = (typeof FORMS)[number]

export interface Typed {
  readonly text: string
  readonly withoutEvidence: string
  readonly dueAt: number | undefined
  readonly photos: readonly string[]
  readonly incidents: readonly string[]
}
export type Lack = 'text' | 'withoutEvidence' | 'dueAt'

/** What the form asks for. */
export const asksText = (form: Form): boolean => form !== 'sign'
export const asksDue = (form: Form): boolean => form === 'sendBack' || form === 'reschedule'
export const asksEvidence = (form: Form): boolean => form === 'report' || form === 'final'

/** `bare`: the final report that would be closed shows neither photo nor case. */
export function lacking(form: Form, { text, withoutEvidence, dueAt }: Typed, bare: boolean): readonly Lack[] {
  return [
    ...(asksText(form) && form !== 'remind' && text.trim() === '' ? ['text' as const] : []),
    ...(form === 'close' && bare && withoutEvidence.trim() === '' ? ['withoutEvidence' as const] : []),
    ...(form === 'reschedule' && dueAt === undefined ? ['dueAt' as const] : []),
  ]
}

export function toAct(form: Form, typed: Typed, bare: boolean): SupervisedAct {
  const { dueAt, photos, incidents } = typed
  const text = typed.text.trim()
  switch (form) {
    case 'sign':
      return { act: 'sign' }
    case 'report':
    case 'final':
      return { act: 'report', final: form === 'final', text, photos: [...photos], incidents: [...incidents] }
    case 'close':
      return { act: 'close', conclusion: text, ...(bare && { withoutEvidence: typed.withoutEvidence.trim() }) }
    case 'sendBack':
      return { act: 'sendBack', reason: text, ...(dueAt !== undefined && { dueAt }) }
    case 'remind':
      return { act: 'remind', ...(text !== '' && { text }) }
    case 'add':
      return { act: 'add', text }
    case 'reschedule':
      return { act: 'reschedule', dueAt: dueAt ?? 0, reason: text }
    case 'withdraw':
      return { act: 'withdraw', reason: text }
  }
}

/** Numbers of cases as somebody writes them down: spaces, commas and Chinese marks between. */
export const codesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,，、;；]+/u)
      .map((code) => code.trim().toUpperCase())
      .filter((code) => code !== ''),
  ),
]
