// Sees when the base map can no longer be drawn: its tiles fail one after another, or the map refuses its style.
import type { ErrorEvent, Map as MapLibre, MapSourceDataEvent } from 'maplibre-gl'
import { BASE_PREFIX } from './drawn.ts'

/** A single tile may fail; so many with none between them is an outage. */
const FAILURES = 4

export interface BaseWatch {
  /** Another style is being set: with a base that says so, or the bundled one. */
  readonly begin: (onTrouble: ((reason: string) => void) | undefined) => void
  /** It stands. */
  readonly stand: () => void
}

interface Failed {
  readonly sourceId?: unknown
  readonly error: { readonly message: string; readonly status?: unknown }
}

/** Without the address, which is the hub's own and says nothing to people. */
const wordsFor = ({ message, status }: Failed['error']): string =>
  typeof status === 'number' ? `HTTP ${status}` : message.replace(/\s*\(?https?:\S+/g, '').replace(BASE_PREFIX, '')

export function watchBase(map: Pick<MapLibre, 'on'>): BaseWatch {
  let say: ((reason: string) => void) | undefined
  let failures = 0
  let stands = false
  map.on('error', (event: ErrorEvent) => {
    const { sourceId, error } = event as unknown as Failed
    const isOfBase = typeof sourceId === 'string' && sourceId.startsWith(BASE_PREFIX)
    if (isOfBase) failures += 1
    else if (say === undefined || stands) {
      // Nobody else hears of it once somebody listens.
      reportError(error)
      return
    }
    if (say === undefined || (isOfBase && failures < FAILURES)) return
    const tell = say
    say = undefined
    tell(wordsFor(error))
  })
  map.on('sourcedata', (event: MapSourceDataEvent) => {
    if (event.sourceId.startsWith(BASE_PREFIX) && event.tile !== undefined) failures = 0
  })
  return {
    begin(onTrouble) {
      say = onTrouble
      failures = 0
      stands = false
    },
    stand: () => (stands = true),
  }
}
