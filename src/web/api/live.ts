// Snapshots that live views start from, unchecked here: live/route.ts owns the schemas of everything live.
import { paths } from '../../wire/api.ts'
import type { ViewName } from '../../wire/topics.ts'
import { getFile } from './client.ts'

export const getSnapshot = (view: ViewName): Promise<unknown> => getFile(paths.snapshot(view))

export interface SensorScope {
  readonly district?: string
  readonly kind?: string
}
export function getSensors(scope: SensorScope): Promise<unknown> {
  const query = new URLSearchParams()
  if (scope.district !== undefined) query.set('district', scope.district)
  if (scope.kind !== undefined) query.set('kind', scope.kind)
  const text = query.toString()
  return getFile(text === '' ? paths.sensors : `${paths.sensors}?${text}`)
}
