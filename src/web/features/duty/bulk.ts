// One act on many cases, as the desk prepares and tells it. Pure; what each case makes of it is the hub's to say.
import { transitionOf } from '../../../core/incident/lifecycle.ts'
import type { Role } from '../../../core/incident/types.ts'
import { BULK_ACTS, BULK_MOST, type BulkAct, type BulkCommand, type BulkReport } from '../../../wire/desk.ts'
import type { IncidentDetail } from '../../../wire/api.ts'
import type { IncidentRow } from '../../../wire/views.ts'

export interface Reader {
  readonly role: Role
  readonly department?: string
}

/** What a row can tell of an act's guards; the hub knows the rest. */
const ASKS: Readonly<Partial<Record<BulkAct, (row: IncidentRow, reader: Reader) => boolean>>> = {
  decideExtension: (row) => row.request === 'extension',
  decideSuspension: (row) => row.request === 'suspension',
  merge: (row) => row.absorbed === 0,
  refuse: (row) => row.absorbed === 0,
  accept: (row, { department }) => row.lead === department,
  assign: (row, { department }) => row.lead === department,
  confirm: (row, { department }) => row.lead === department,
}

export function seemsLawful(act: BulkAct, row: IncidentRow, reader: Reader): boolean {
  const { from, by } = transitionOf(act)
  return by.includes(reader.role) && from.includes(row.state) && (ASKS[act]?.(row, reader) ?? true)
}

export interface Offer {
  readonly act: BulkAct
  /** Chosen cases it seems lawful for. */
  readonly n: number
}

/** Acts for at least one of the chosen, in the order of the lifecycle; a merge needs two. */
export function offersFor(rows: readonly IncidentRow[], reader: Reader): Offer[] {
  return BULK_ACTS.map((act) => ({ act, n: rows.filter((row) => seemsLawful(act, row, reader)).length })).filter(
    ({ act, n }) => n > 0 && (act !== 'merge' || rows.length > 1),
  )
}

/** Cases a command goes to: all that were chosen, but not the one the others are merged into. */
export function casesOf(rows: readonly IncidentRow[], input: BulkCommand['input']): BulkCommand['cases'] {
  const into = input.act === 'merge' ? input.into : undefined
  return rows
    .filter((row) => row.id !== into)
    .slice(0, BULK_MOST)
    .map(({ id, version }) => ({ id, version }))
}

export type Result = BulkReport['rows'][number]['result']
export const RESULTS = ['done', 'conflict', 'refused', 'failed'] as const satisfies readonly Result[]

export const countsOf = ({ rows }: BulkReport): Readonly<Record<Result, number>> => {
  const counts: Record<Result, number> = { done: 0, refused: 0, conflict: 0, failed: 0 }
  for (const { result } of rows) counts[result] += 1
  return counts
}

/** What is not going to be done, or was not, worst first, in the order asked. */
export const fallenOut = ({ rows }: BulkReport): BulkReport['rows'] =>
  RESULTS.filter((result) => result !== 'done').flatMap((result) => rows.filter((row) => row.result === result))

/** A form that fits one case is asked for many: what depends on one case alone is left open. */
export const formDetail = (row: IncidentRow): IncidentDetail => ({
  row,
  text: '',
  clocks: [],
  events: [],
  alarms: [],
  reports: [],
  orders: [],
  supervisions: [],
  alike: [],
  absorbed: [],
  acts: [],
  recommendations: [],
  suggestions: [],
  callable: false,
  photos: [],
  callBacks: [],
})
