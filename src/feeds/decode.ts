// The one way in: a contract, a topic and bytes → readings, reports, devices, positions and refusals. Decides nothing about sensors.
import type { Feed } from '../wire/reference.ts'
import { formats } from './registry.ts'
import type { Arrival, Decoded, Reject, TopicParams } from './types.ts'

const NOTHING = { readings: [], reports: [], devices: [], positions: [], warnings: [] } as const

/**
 * Decodes one message of a feed. Never throws. Readings come in the metric's own unit where a unit was stated, places in
 * CGCS2000, times in epoch ms. Repetitions, unknown sensors and impossible values are left to the rules, which see every message.
 */
export function decodeMessage(feed: Feed, params: TopicParams, payload: Uint8Array, arrival: Arrival): Decoded {
  if (payload.length > feed.maxBytes)
    return {
      ...NOTHING,
      rejects: [{ reason: 'oversized', detail: `${payload.length} bytes, at most ${feed.maxBytes}` }],
    }
  const decoded = formats[feed.format].decode(payload, {
    feed,
    params,
    receivedAt: arrival.receivedAt,
    unitOf: arrival.unitOf,
  })
  return withinContract(feed, decoded)
}

/** Drops what the contract does not let this feed carry: a water gauge must not announce devices. */
function withinContract(feed: Feed, decoded: Decoded): Decoded {
  const { readings, reports, devices, positions, warnings, rejects } = decoded
  const held = { readings, reports, devices, positions, warnings }
  const foreign = (['readings', 'reports', 'devices', 'positions', 'warnings'] as const).filter(
    (part) => held[part].length > 0 && !feed.carries.includes(part),
  )
  if (foreign.length === 0) return decoded
  const refused: Reject[] = foreign.map((part) => ({
    reason: 'notAllowed',
    detail: `${held[part].length} ${part}, not in the contract of ${feed.id}`,
  }))
  return {
    readings: foreign.includes('readings') ? [] : readings,
    reports: foreign.includes('reports') ? [] : reports,
    devices: foreign.includes('devices') ? [] : devices,
    positions: foreign.includes('positions') ? [] : positions,
    warnings: foreign.includes('warnings') ? [] : warnings,
    rejects: [...rejects, ...refused],
  }
}
