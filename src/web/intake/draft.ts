// A report being taken: what is typed, what is missing or too long, and the body the hub takes.
import type { DeskReport } from '../../wire/acts.ts'
import type { IntakeQuestion } from '../../wire/intake.ts'

/** What the hub takes at most. More may stand in the box: it is said, never cut. */
export const LONGEST = { text: 4000, address: 256, name: 64, phone: 32 } as const

export interface IntakeDraft {
  readonly id: string
  readonly text: string
  readonly address: string
  readonly lng?: number | undefined
  readonly lat?: number | undefined
  readonly matter?: string | undefined
  readonly condition?: string | undefined
  readonly level: string
  readonly name: string
  readonly phone: string
  /** The case it is another report of. */
  readonly joins?: { readonly id: string; readonly code: string } | undefined
}

export const newDraft = (id: string): IntakeDraft => ({ id, text: '', address: '', level: '', name: '', phone: '' })

export const isUntouched = ({ id: _, ...rest }: IntakeDraft): boolean =>
  Object.values(rest).every((value) => value === '' || value === undefined)

export type IntakeFault = 'needText' | 'longText' | 'needPlace' | 'longAddress' | 'longName' | 'longPhone'

/** Characters as people count them: an emoji is one. */
export const charsOf = (text: string): number => [...text].length
/** What the hub counts: UTF-16 units, as JSON Schema's maxLength is checked there. */
const sizeOf = (text: string): number => text.trim().length

export function draftFaults(draft: IntakeDraft): IntakeFault[] {
  return [
    ...(sizeOf(draft.text) < 2 ? (['needText'] as const) : []),
    ...(sizeOf(draft.text) > LONGEST.text ? (['longText'] as const) : []),
    ...(draft.lng === undefined || draft.lat === undefined ? (['needPlace'] as const) : []),
    ...(sizeOf(draft.address) > LONGEST.address ? (['longAddress'] as const) : []),
    ...(sizeOf(draft.name) > LONGEST.name ? (['longName'] as const) : []),
    ...(sizeOf(draft.phone) > LONGEST.phone ? (['longPhone'] as const) : []),
  ]
}

const given = <K extends string>(key: K, value: string): { [P in K]?: string } =>
  (value.trim() === '' ? {} : { [key]: value.trim() }) as { [P in K]?: string }
const LEVEL_OF: Readonly<Record<string, NonNullable<DeskReport['level']>>> = { '1': 1, '2': 2, '3': 3, '4': 4 }
export const levelOf = ({ level }: IntakeDraft): DeskReport['level'] => LEVEL_OF[level]
/** Coordinates to about 0.1 m. */
const rounded = (degrees: number): number => Number(degrees.toFixed(6))

/** The report without its key; undefined while something is missing or too long. */
export function draftBody(draft: IntakeDraft): Omit<DeskReport, 'key'> | undefined {
  if (draftFaults(draft).length > 0 || draft.lng === undefined || draft.lat === undefined) return undefined
  const level = levelOf(draft)
  const reporter = { ...given('name', draft.name), ...given('phone', draft.phone) }
  return {
    text: draft.text.trim(),
    source: 'hotline',
    lng: rounded(draft.lng),
    lat: rounded(draft.lat),
    ...given('address', draft.address),
    ...(draft.matter === undefined ? {} : { matter: draft.matter }),
    ...(draft.matter === undefined || draft.condition === undefined ? {} : { condition: draft.condition }),
    ...(level === undefined ? {} : { level }),
    ...(Object.keys(reporter).length === 0 ? {} : { reporter }),
  }
}

/** What the hub is asked about it: never who reported. Undefined while there is nothing to go by. */
export function draftQuestion(draft: IntakeDraft): IntakeQuestion | undefined {
  const { text, address, lng, lat, matter, condition } = draft
  if (text.trim().length < 2 && address.trim().length < 2) return undefined
  return {
    text: text.trim().slice(0, LONGEST.text),
    ...(address.trim() === '' ? {} : { address: address.trim().slice(0, LONGEST.address) }),
    ...(lng === undefined || lat === undefined ? {} : { lng: rounded(lng), lat: rounded(lat) }),
    ...(matter === undefined ? {} : { matter }),
    ...(matter === undefined || condition === undefined ? {} : { condition }),
  }
}
