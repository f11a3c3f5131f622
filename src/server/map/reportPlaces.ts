// Where reports come from, as exactly as the one who asks may know.
import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '../../core/incident/types.ts'
import { DESK } from '../http/access.ts'

/**
 * A report is made where its reporter stands: often his own door. Only the desk, which speaks with reporters, sees the very point;
 * everybody else a raster of 0.001° (about 100 m), in answers and in what is asked alike, so that no small area drawn tells more.
 */
export const seesReporters = ({ role }: Actor): boolean => DESK.some((post) => post === role)

export interface PlaceColumns {
  readonly lng: RawBuilder<number>
  readonly lat: RawBuilder<number>
}

export const placesFor = (exact: boolean): PlaceColumns =>
  exact
    ? { lng: sql<number>`lng`, lat: sql<number>`lat` }
    : { lng: sql<number>`(round(lng * 1000) / 1000)`, lat: sql<number>`(round(lat * 1000) / 1000)` }
