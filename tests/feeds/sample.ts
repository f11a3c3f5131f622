// A contract and an arrival for feed tests; every test overrides only what it is about.
import type { Feed } from '../../src/wire/reference.ts'
import type { Arrival } from '../../src/feeds/types.ts'

/** 2026-09-21 22:13:20 in the city. */
export const RECEIVED_AT = 1_790_000_000_000

const UNITS: Readonly<Record<string, string>> = {
  depthM: 'm',
  levelM: 'm',
  mm10: 'mm',
  temp: '°C',
  humidity: '%',
  noise: 'dB(A)',
  pm25: 'ug/m3',
  co: 'mg/m3',
  energy: 'kWh',
  on: '',
}

export const arrival: Arrival = {
  receivedAt: RECEIVED_AT,
  unitOf: (metric) => (Object.hasOwn(UNITS, metric) ? UNITS[metric] : undefined),
}

export const contract = (over: Partial<Feed> = {}): Feed => ({
  id: 'sample',
  name: { zh: '样例', en: 'Sample' },
  owner: 'centre',
  gateway: 'gw-sample',
  topic: 'sample/{device}',
  format: 'yiwang',
  time: { format: 'auto' },
  crs: 'cgcs2000',
  carries: ['readings'],
  devices: 'listed',
  everyMs: 60_000,
  lateAfterMs: 120_000,
  maxAgeMs: 86_400_000,
  maxAheadMs: 60_000,
  maxBytes: 1_048_576,
  simulated: false,
  ...over,
})

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
