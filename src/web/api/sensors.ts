// Sensors in bytes: all of a scope as columns, and what came since. The hot table reads them.
import { paths } from '../../wire/api.ts'
import type { Since } from '../../wire/since.ts'
import { bytes } from './client.ts'

export function getSensorColumns(
  scope: { readonly district?: string; readonly kind?: string },
  values: boolean,
): Promise<ArrayBuffer> {
  const query = new URLSearchParams({ ...scope, depth: values ? 'values' : 'states' })
  return bytes('GET', `${paths.sensorColumns}?${query.toString()}`)
}

export const getSensorsSince = (asked: Since): Promise<ArrayBuffer> => bytes('POST', paths.sensorsSince, asked)
