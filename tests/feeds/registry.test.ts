// Walks the registry: every format has good and bad samples, and decodes each to what samples.json says.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeMessage } from '../../src/feeds/decode.ts'
import { formats } from '../../src/feeds/registry.ts'
import type { TopicParams } from '../../src/feeds/types.ts'
import { FORMATS, type Feed } from '../../src/wire/reference.ts'
import { arrival, contract } from './sample.ts'

interface Sample {
  feed?: Partial<Feed>
  params?: TopicParams
  /** Coordinates to 5 decimals (1 m) only. */
  near?: boolean
  readings?: { lng?: number; lat?: number }[]
  reports?: unknown[]
  devices?: unknown[]
  warnings?: unknown[]
  rejects?: { reason: string; index?: number }[]
}

const root = join(import.meta.dirname, '../fixtures/feeds')
const samplesOf = (format: string): Record<string, Sample> =>
  JSON.parse(readFileSync(join(root, format, 'samples.json'), 'utf8')) as Record<string, Sample>
const round = (n: number): number => Math.round(n * 1e5) / 1e5

it('registers every format of the contract under its own name', () => {
  expect(Object.keys(formats).sort()).toEqual([...FORMATS].sort())
  for (const id of FORMATS) expect(formats[id].id).toBe(id)
})

describe.each(FORMATS)('%s', (format) => {
  it('has good and bad samples, and every file has its expectation', () => {
    expect(existsSync(join(root, format, 'samples.json'))).toBe(true)
    const files = readdirSync(join(root, format)).filter((f) => f !== 'samples.json')
    expect(files.filter((f) => /^good-.+\.(json|txt|xml)$/.test(f)).length).toBeGreaterThan(0)
    expect(files.filter((f) => /^bad-.+\.(json|txt|xml)$/.test(f)).length).toBeGreaterThan(0)
    expect(Object.keys(samplesOf(format)).sort()).toEqual(files.sort())
  })

  it.each(Object.entries(samplesOf(format)))('%s', (file, sample) => {
    const payload = readFileSync(join(root, format, file))
    const got = decodeMessage(contract({ format, ...sample.feed }), sample.params ?? {}, payload, arrival)
    const places = got.readings.map((r) =>
      sample.near === true && r.lng !== undefined && r.lat !== undefined
        ? { ...r, lng: round(r.lng), lat: round(r.lat) }
        : r,
    )
    expect(places).toEqual(sample.readings ?? [])
    expect(got.reports).toEqual(sample.reports ?? [])
    expect(got.devices).toEqual(sample.devices ?? [])
    expect(got.warnings).toEqual(sample.warnings ?? [])
    expect(got.rejects.map(({ reason, index }) => (index === undefined ? { reason } : { reason, index }))).toEqual(
      sample.rejects ?? [],
    )
    // «Good» may still refuse a neighbour; «bad» must refuse something.
    if (file.startsWith('bad-')) expect(got.rejects.length).toBeGreaterThan(0)
    else expect(got.readings.length + got.reports.length + got.devices.length + got.warnings.length).toBeGreaterThan(0)
  })
})
