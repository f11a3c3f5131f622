// The case store as the rest of the hub knows it: opening, acting, time, and reading.
import type { CaseFiles, IncidentsChanged, Now, WhenWritten } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { act, previewAct } from './act.ts'
import { alikeCases, toAlikeView } from './alike.ts'
import { openAppender } from './append.ts'
import { openCodes } from './code.ts'
import type { CaseContext } from './context.ts'
import { crewLists } from './crews.ts'
import { fromAlarm, fromDesk, fromReport } from './open.ts'
import { caseReads } from './read.ts'
import { openStandings } from './practice.ts'
import { recommendationsWith } from './recommend.ts'
import { tick } from './tick.ts'

export interface CasesOptions {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  /** Called after each commit with the folded cases, in commit order. */
  readonly changed: IncidentsChanged
  /** Called inside each transaction, for each case it writes. */
  readonly whenWritten?: WhenWritten
}

export function openCases({ db, reference, now, changed, whenWritten }: CasesOptions): CaseFiles {
  const { city } = reference
  const ctx: CaseContext = {
    db,
    reference,
    now,
    transact: openAppender({
      db,
      districtOf: (area) => reference.districtOf(area) ?? city.code,
      changed,
      ...(whenWritten && { whenWritten }),
    }),
    nextCode: openCodes(city.prefix, city.utcOffsetMinutes),
  }
  const standings = openStandings(db.query, now)
  return {
    ...caseReads(db),
    ...crewLists(db),
    fromAlarm: async (input) => (await fromAlarm(ctx, input)).id,
    fromReport: async (input) => (await fromReport(ctx, input)).id,
    fromDesk: (report, place, actor) => fromDesk(ctx, report, place, actor),
    act: (id, command, actor) => act(ctx, id, command, actor),
    preview: (id, command, actor) => previewAct(ctx, id, command, actor),
    tick: (at) => tick(ctx, at),
    recommend: (incident) => recommendationsWith(ctx, db.query, standings, incident),
    alike: async (incident) =>
      (await alikeCases(ctx, db.query, incident)).map((found) => toAlikeView(found, reference)),
  }
}
