// One act on many cases: each case is its own transaction under its own key, so that repeating the whole repeats nothing.
// Decides nothing: every case is judged by the rules of a single act.
import { GUARDS } from '../../core/incident/guards.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { ActCommand } from '../../wire/acts.ts'
import type { BulkCommand, BulkReport } from '../../wire/desk.ts'
import type { CaseFiles } from '../ports.ts'
import { ConflictError, ProblemError } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import { toIncidentRow } from './row.ts'

export interface BulkDeps {
  readonly cases: Pick<CaseFiles, 'act' | 'preview' | 'get'>
  readonly reference: ReferenceIndex
  /** What went wrong besides the rules. */
  readonly onError: (error: unknown) => void
}

type Line = BulkReport['rows'][number]

const NOT_DONE: Text = { zh: '系统出错，尚未办理，可以重试', en: 'Something went wrong and it is not done; try again' }

/** One line per case, in the order asked. Goes on to the end whatever happens to one of them. */
export async function actOnMany(deps: BulkDeps, command: BulkCommand, actor: Actor): Promise<BulkReport> {
  const rows: Line[] = []
  // One after the other: each waits for the head of the chain anyway, and others' acts come in between.
  for (const [n, one] of command.cases.entries()) rows.push(await lineOf(deps, command, { ...one, n }, actor))
  return { rows }
}

async function lineOf(
  { cases, reference, onError }: BulkDeps,
  { key, input, preview }: BulkCommand,
  { id, version, n }: { readonly id: string; readonly version: number; readonly n: number },
  actor: Actor,
): Promise<Line> {
  const single: ActCommand = { key: `${key}-${n}`, version, input }
  try {
    const after = await (preview ? cases.preview : cases.act)(id, single, actor)
    return { id, result: 'done', row: toIncidentRow(after, reference) }
  } catch (error) {
    if (!(error instanceof ProblemError)) {
      onError(error)
      return { id, result: 'failed', why: NOT_DONE }
    }
    const result = error instanceof ConflictError ? 'conflict' : 'refused'
    const now = await cases.get(id).catch(() => undefined)
    // Refused because it is another department's: nothing of the case is told.
    const foreign = now && GUARDS.takesPart({ incident: now, actor })
    return { id, result, why: error.detail, ...(now && !foreign && { row: toIncidentRow(now, reference) }) }
  }
}
