// Stage 6: what the screens receive, published by the hub's own publishers and read back as a screen reads it.
import type { Incident } from '../../src/core/incident/types.ts'
import { Value } from 'typebox/value'
import { toIncidentRow } from '../../src/server/cases/row.ts'
import { Frames } from '../../src/server/publish/frames.ts'
import { Screens } from '../../src/server/publish/screens.ts'
import type { ReferenceIndex } from '../../src/server/reference/load.ts'
import { decodeFrame } from '../../src/wire/frame.ts'
import { parseTopic } from '../../src/wire/topics.ts'
import { type IncidentRow, VIEW_MESSAGES, type ViewMessage } from '../../src/wire/views.ts'
import { FRAME_AFTER_MS } from './plan.ts'
import type { Sensed } from './sense.ts'

export interface SeenValue {
  readonly topic: string
  readonly bytes: Uint8Array
  readonly seq: number
  readonly index: number
  readonly value: number
  readonly occurredAt: number
  readonly level: number
  readonly sentAt: number
}

export interface SeenRow {
  readonly topic: string
  readonly seq: number
  readonly sentAt: number
  readonly row: IncidentRow
}

export interface Shown {
  readonly value: SeenValue
  /** In the order they were sent: the view of all cases, then those of the departments concerned. */
  readonly rows: readonly SeenRow[]
}

const EPOCH = 'walk'

/** Shows the value, then each version of the case at the moment it was recorded. */
export function show(
  reference: ReferenceIndex,
  { sensors, sensor, observation }: Sensed,
  versions: readonly Incident[],
): Shown {
  let now = observation.recordedAt + FRAME_AFTER_MS
  const sent: { topic: string; payload: string | Uint8Array; at: number }[] = []
  const publish = (topic: string, payload: string | Uint8Array): void => void sent.push({ topic, payload, at: now })
  const frames = new Frames({ epoch: EPOCH, sensors, now: () => now, publish })
  const screens = new Screens({ epoch: EPOCH, now: () => now, publish, frames })
  frames.flush()
  for (const incident of versions) {
    now = incident.updatedAt
    screens.showIncidents([toIncidentRow(incident, reference)])
  }

  let value: SeenValue | undefined
  const rows: SeenRow[] = []
  for (const { topic, payload, at } of sent)
    if (typeof payload === 'string') rows.push(...rowsIn(topic, payload, at))
    else if (parseTopic(topic)?.type === 'frame')
      readFrame(payload, (seq, index, reading, occurredAt, level) => {
        if (index === sensor.slot)
          value = { topic, bytes: payload, seq, index, value: reading, occurredAt, level, sentAt: at }
      })
  if (value === undefined) throw new Error(`${sensor.id} is in no frame`)
  return { value, rows }
}

function rowsIn(topic: string, payload: string, sentAt: number): SeenRow[] {
  const message: unknown = JSON.parse(payload)
  if (!Value.Check(VIEW_MESSAGES.incidents, message)) throw new Error(`a message on ${topic} fails its schema`)
  const { seq, rows }: ViewMessage<IncidentRow> = message
  return rows.map((row) => ({ topic, seq, sentAt, row }))
}

function readFrame(
  bytes: Uint8Array,
  each: (seq: number, index: number, value: number, occurredAt: number, level: number) => void,
): void {
  const entries: (readonly [number, number, number, number])[] = []
  const read = decodeFrame(bytes, (index, _metric, value, at, _quality, level) =>
    entries.push([index, value, at, level]),
  )
  if (!read.ok) throw new Error(`a frame is not read: ${read.reason}`)
  for (const entry of entries) each(read.header.seq, ...entry)
}
