// What people are told of moving units: all they may see, one in detail, and its track. Who may see what is wire/units.ts.
import { LOST_AFTER } from '../../core/track/age.ts'
import { breaksOf, lengthM, simplifyTo } from '../../core/track/simplify.ts'
import { DOUBTED_FIX, type TrackColumns } from '../../core/track/types.ts'
import { isTerminal } from '../../core/incident/lifecycle.ts'
import {
  MOST_TRACK_POINTS,
  type UnitAudience,
  type UnitDetail,
  type UnitSnapshot,
  type UnitTrack,
} from '../../wire/units.ts'
import type { IncidentRow } from '../../wire/views.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import type { UnitFrames } from './frames.ts'
import { countFixes, fixesOf, type StoredFix } from './store.ts'
import { sees, type UnitEntry, type UnitTable } from './table.ts'

export interface UnitDesk {
  snapshot(audience: UnitAudience): UnitSnapshot
  /** undefined: there is no such unit, or not for this audience; the two are not told apart. */
  detail(id: string, audience: UnitAudience): Promise<UnitDetail | undefined>
  /** With whether it is the track of a person. */
  track(
    id: string,
    audience: UnitAudience,
    from: number,
    to: number,
  ): Promise<{ readonly track: UnitTrack; readonly person: boolean } | undefined>
}

const COUNT_OVER_MIN = 5
/** Doubted fixes told with a track, the newest. */
const MOST_DOUBTED = 200

const columnsOf = (fixes: readonly StoredFix[]): TrackColumns => ({
  at: fixes.map((f) => f.at),
  lng: fixes.map((f) => f.lng),
  lat: fixes.map((f) => f.lat),
})

export function unitDesk(deps: {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly table: UnitTable
  readonly frames: UnitFrames
  readonly now: () => number
  readonly incidentRows: () => readonly IncidentRow[]
}): UnitDesk {
  const { db, reference, table, frames, now } = deps
  const find = (id: string, audience: UnitAudience): UnitEntry | undefined => {
    const unit = table.get(id)
    return unit !== undefined && sees(audience, unit) ? unit : undefined
  }

  /** Crews and their cases are the department's own and the desk's. */
  async function work(
    { crew, department }: UnitEntry,
    audience: UnitAudience,
  ): Promise<Pick<UnitDetail, 'cases' | 'crewName'>> {
    const isTheirs = audience === 'desk' || (audience !== 'wall' && audience.department === department)
    if (crew === undefined || department === undefined || !isTheirs) return { cases: [] }
    const row = await db.query
      .selectFrom('crew')
      .select('name')
      .where('id', '=', crew)
      .where('department', '=', department)
      .executeTakeFirst()
    const cases = deps
      .incidentRows()
      .filter((c) => c.crew === crew && c.lead === department && !isTerminal(c.state))
      .map(({ id, code, state, title, level, lng, lat }) => ({ id, code, state, title, level, lng, lat }))
    return { cases, ...(row === undefined ? {} : { crewName: row.name }) }
  }

  return {
    snapshot: (audience) => frames.snapshot(audience),
    async detail(id, audience) {
      const unit = find(id, audience)
      if (unit === undefined) return undefined
      const fixes = await countFixes(db, unit.idx, now() - COUNT_OVER_MIN * 60_000)
      const department = unit.department === undefined ? undefined : reference.departments.get(unit.department)
      return {
        unit: frames.row(unit),
        kind: unit.kind,
        feed: unit.feed,
        fixesPerMin: fixes / COUNT_OVER_MIN,
        ...(department === undefined ? {} : { departmentName: department.name }),
        ...(await work(unit, audience)),
      }
    },
    async track(id, audience, from, to) {
      const unit = find(id, audience)
      if (unit === undefined) return undefined
      const fixes = await fixesOf(db, unit.idx, from, to)
      const believed = columnsOf(fixes.filter((f) => (f.flags & DOUBTED_FIX) === 0))
      const { kept, toleranceM } = simplifyTo(believed, MOST_TRACK_POINTS)
      const column = (values: ArrayLike<number>): number[] => kept.map((i) => values[i] ?? 0)
      // A stretch ends where the unit was lost, as its mark says; shorter silences are drawn through.
      const broken = new Set(breaksOf(believed, unit.kind.silentAfterMs * LOST_AFTER))
      const breaks = kept.flatMap((i, k) => {
        const before = kept[k - 1]
        if (before === undefined) return []
        for (let j = before + 1; j <= i; j++) if (broken.has(j)) return [k]
        return []
      })
      const track: UnitTrack = {
        ...{ unit: id, from, to, fixes: fixes.length, toleranceM, lengthM: Math.round(lengthM(believed)) },
        ...{ at: column(believed.at), lng: column(believed.lng), lat: column(believed.lat), breaks },
        doubted: fixes
          .filter((f) => (f.flags & DOUBTED_FIX) !== 0)
          .slice(-MOST_DOUBTED)
          .map(({ at, lng, lat }) => ({ at, lng, lat })),
      }
      return { track, person: unit.kind.person }
    },
  }
}
