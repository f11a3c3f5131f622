// What the map asks of the hub: what lies inside a drawn area, that as lists and files, and where reports came from.
import type { Actor } from '../../core/incident/types.ts'
import type {
  Inside,
  InsideExportQuestion,
  InsideList,
  InsideListQuestion,
  InsideQuestion,
  MapReports,
  MapReportsQuery,
} from '../../wire/map.ts'
import type { AlarmRow } from '../../wire/views.ts'
import type { SensorTable } from '../live/sensors.ts'
import { writeSheet, type SheetFile } from '../reads/signSheet.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import { readGrid, type GridCell } from '../search/gridCells.ts'
import type { Db } from '../store/db.ts'
import type { UnitDesk } from '../units/desk.ts'
import { checkAsked } from './asked.ts'
import { countInside } from './inside.ts'
import { listInside } from './insideList.ts'
import { insideSheet } from './insideSheet.ts'
import { openMapReports } from './reports.ts'

/** Failures are ProblemErrors. Who asks decides what is told. */
export interface MapDesk {
  inside(question: InsideQuestion, actor: Actor): Promise<Inside>
  list(question: InsideListQuestion, actor: Actor): Promise<InsideList>
  exportAs(question: InsideExportQuestion, actor: Actor): Promise<SheetFile>
  reports(query: MapReportsQuery, actor: Actor): Promise<MapReports>
}

export interface MapDeskOptions {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly sensors: SensorTable
  readonly alarms: () => readonly AlarmRow[]
  readonly units: Pick<UnitDesk, 'snapshot'>
  readonly cityFolder: string
  readonly now: () => number
}

/** What the parts of this room are given. */
export interface MapDeps extends Omit<MapDeskOptions, 'cityFolder'> {
  readonly grid: () => Promise<readonly GridCell[]>
}

const PAGE = 100
const EXPORT_PAGE = 500
const MOST_EXPORTED = 10_000

export function openMapDesk({ cityFolder, ...rest }: MapDeskOptions): MapDesk {
  let cells: Promise<readonly GridCell[]> | undefined
  const deps: MapDeps = { ...rest, grid: () => (cells ??= readGrid(rest.reference, cityFolder)) }
  const { reference } = deps

  return {
    inside: async (question, actor) => countInside(deps, checkAsked(question, reference), actor),
    async list({ list, after, limit = PAGE, ...question }, actor) {
      return listInside(deps, checkAsked(question, reference), { list, after, limit }, actor)
    },
    async exportAs({ list, format, ...question }, actor) {
      const asked = checkAsked(question, reference)
      const found: unknown[] = []
      let after: string | undefined
      let total = 0
      do {
        const page = await listInside(deps, asked, { list, after, limit: EXPORT_PAGE }, actor)
        found.push(...(page[list] ?? []))
        after = page.next
        total = page.total
      } while (after !== undefined && found.length < MOST_EXPORTED)
      // The pages of one list are of one sort.
      const all = { total, [list]: found } as InsideList
      return writeSheet(insideSheet(deps, asked, { list, found: all, by: actor.name }), format)
    },
    reports: openMapReports(deps),
  }
}
