// A report being written at the desk: what is typed, what is missing, and the body the hub takes.
import type { DeskReport } from '../../../wire/acts.ts'

export interface ReportDraft {
  readonly text: string
  readonly lng?: number | undefined
  readonly lat?: number | undefined
  readonly address: string
  readonly matter?: string | undefined
  readonly condition?: string | undefined
  readonly level: string
  readonly name: string
  readonly phone: string
}
export const EMPTY_REPORT: ReportDraft = { text: '', address: '', level: '', name: '', phone: '' }

export type ReportFault = 'needText' | 'needPlace'

export function reportFaults(draft: ReportDraft): ReportFault[] {
  return [
    ...(draft.text.trim().length < 2 ? (['needText'] as const) : []),
    ...(draft.lng === undefined || draft.lat === undefined ? (['needPlace'] as const) : []),
  ]
}

const given = <K extends string>(key: K, value: string): { [P in K]?: string } =>
  (value.trim() === '' ? {} : { [key]: value.trim() }) as { [P in K]?: string }
const LEVEL_OF: Readonly<Record<string, NonNullable<DeskReport['level']>>> = { '1': 1, '2': 2, '3': 3, '4': 4 }

/** The report without its key; undefined while something is missing. Coordinates to about 0.1 m. */
export function reportBody(draft: ReportDraft): Omit<DeskReport, 'key'> | undefined {
  if (reportFaults(draft).length > 0 || draft.lng === undefined || draft.lat === undefined) return undefined
  const level = LEVEL_OF[draft.level]
  const reporter = { ...given('name', draft.name), ...given('phone', draft.phone) }
  return {
    text: draft.text.trim(),
    lng: Number(draft.lng.toFixed(6)),
    lat: Number(draft.lat.toFixed(6)),
    ...given('address', draft.address),
    ...(draft.matter === undefined ? {} : { matter: draft.matter }),
    ...(draft.matter === undefined || draft.condition === undefined ? {} : { condition: draft.condition }),
    ...(level === undefined ? {} : { level }),
    ...(Object.keys(reporter).length === 0 ? {} : { reporter }),
  }
}
