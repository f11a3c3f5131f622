// Moving units over HTTP: the snapshot live/units.ts starts from (unchecked: that file owns its schema), one unit, its track.
import { UnitDetailSchema, UnitTrackSchema, unitPaths, type UnitDetail, type UnitTrack } from '../../wire/units.ts'
import { get, getFile } from './client.ts'

export const getUnits = (): Promise<unknown> => getFile(unitPaths.units)
/** `GET /api/units/:id`: with its crew and cases where the caller may know them. */
export const getUnit = (id: string): Promise<UnitDetail> => get(unitPaths.unit(id), UnitDetailSchema)
/** `GET /api/units/:id/track`: where it was between two instants, at most seven days apart. */
export const getUnitTrack = (id: string, from: number, to: number): Promise<UnitTrack> =>
  get(unitPaths.track(id, from, to), UnitTrackSchema)
