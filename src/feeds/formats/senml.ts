// Format `senml`: RFC 8428 in JSON. Base fields are resolved record by record; lat and lon records give the place.
import type { Collector } from '../collect.ts'
import { rescale } from '../mapping.ts'
import { MAX_ELEMENTS, isRecord, parseJson, textFormat } from '../payload.ts'
import { toNumber } from '../quantity.ts'
import { toInstant } from '../time.ts'
import type { FormatContext } from '../types.ts'

/** RFC 8428 §4.5.3: a time below 2^28 counts from now. */
const RELATIVE_BELOW = 2 ** 28
/** RFC 8428 §4.4: the version described there. */
const VERSION = 10
const SEPARATOR = /[:/]/

interface Resolved {
  readonly index: number
  readonly device: string | undefined
  readonly metric: string | undefined
  readonly unit: string | undefined
  /** Epoch ms. */
  readonly at: number | undefined
  readonly value: number | undefined
}
type Place = { readonly lng: number; readonly lat: number }

export const senml = textFormat('senml', (text, ctx, into) => {
  const parsed = parseJson(text)
  if (parsed === undefined) return into.reject('unparseable', 'not JSON')
  const pack = parsed.value
  if (!Array.isArray(pack)) return into.reject('schema', 'a SenML pack is an array of records')
  const wrong = packProblem(pack)
  if (wrong !== undefined) return into.reject('schema', wrong)
  const records = resolve(pack.slice(0, MAX_ELEMENTS), ctx, into)
  const places = toPlaces(records, into)
  for (const r of records) {
    if (r.value === undefined || isPosition(r)) continue
    if (r.at === undefined) {
      into.reject('badTime', 'time out of range', r.index)
      continue
    }
    const field = ctx.feed.map?.fields.find((f) => f.path === r.metric)
    if (field?.missing?.includes(String(r.value)) === true) continue
    into.reading(
      {
        device: r.device,
        metric: field?.metric ?? r.metric,
        value: rescale(r.value, field?.scale, field?.offset),
        // «C» is the coulomb here, not the degree.
        unit: r.unit === 'C' ? 'coulomb' : (r.unit ?? field?.unit),
        occurredAt: r.at,
        place: places.get(r.device ?? '')?.get(r.at) ?? places.get(r.device ?? '')?.get(undefined),
      },
      r.index,
    )
  }
  if (pack.length > MAX_ELEMENTS) into.reject('oversized', `${pack.length} records, ${MAX_ELEMENTS} read`, MAX_ELEMENTS)
})

/** What makes the whole pack unusable: a newer version, or a label that says it must be understood (RFC 8428 §4.4). */
function packProblem(pack: readonly unknown[]): string | undefined {
  for (const record of pack) {
    if (!isRecord(record)) continue
    if (typeof record['bver'] === 'number' && record['bver'] > VERSION) return `SenML version ${record['bver']}`
    const must = Object.keys(record).find((key) => key.endsWith('_'))
    if (must !== undefined) return `label ${must} must be understood, and is not`
  }
  return undefined
}

function resolve(pack: readonly unknown[], ctx: FormatContext, into: Collector): Resolved[] {
  const out: Resolved[] = []
  const base = { name: '', time: 0, unit: undefined as string | undefined, value: 0, sum: 0 }
  for (const [index, record] of pack.entries()) {
    if (!isRecord(record)) {
      into.reject('schema', 'a record is an object', index)
      continue
    }
    if (typeof record['bn'] === 'string') base.name = record['bn']
    if (typeof record['bu'] === 'string') base.unit = record['bu']
    base.time = toNumber(record['bt']) ?? base.time
    base.value = toNumber(record['bv']) ?? base.value
    base.sum = toNumber(record['bs']) ?? base.sum
    const value = valueOf(record, base, into, index)
    if (value === undefined) continue
    const name = splitName(base.name, typeof record['n'] === 'string' ? record['n'] : '')
    const seconds = base.time + (toNumber(record['t']) ?? 0)
    const at = Math.round(seconds < RELATIVE_BELOW ? ctx.receivedAt + seconds * 1000 : seconds * 1000)
    out.push({
      index,
      ...name,
      unit: typeof record['u'] === 'string' ? record['u'] : base.unit,
      at: toInstant(at, { format: ctx.feed.time.format === 'arrival' ? 'arrival' : 'ms' }, ctx.receivedAt),
      value,
    })
  }
  return out
}

/** `v` (with bv), else `s` (with bs), else `vb` as 1 or 0; undefined for text, data and records that only set a base. */
function valueOf(
  record: Record<string, unknown>,
  base: { readonly value: number; readonly sum: number },
  into: Collector,
  index: number,
): number | undefined {
  if ('v' in record || 's' in record) {
    const value = toNumber('v' in record ? record['v'] : record['s'])
    if (value === undefined) into.reject('schema', 'v and s are numbers', index)
    return value === undefined ? undefined : value + ('v' in record ? base.value : base.sum)
  }
  if (typeof record['vb'] === 'boolean') return record['vb'] ? 1 : 0
  if ('vs' in record || 'vd' in record || 'vb' in record)
    into.reject('schema', 'only numbers and booleans are measured', index)
  return undefined
}

/** Device = everything up to the last separator of bn + n; what follows, if `n` gave it, is the metric. */
function splitName(bn: string, n: string): { device: string | undefined; metric: string | undefined } {
  if (n === '') return { device: trim(bn), metric: undefined }
  const full = bn + n
  let cut = full.length
  while (cut > bn.length && !SEPARATOR.test(full[cut - 1] ?? '')) cut--
  // RFC 9039 names parts of a device with a leading underscore.
  const metric = full.slice(cut).replace(/^_/, '')
  return { device: trim(full.slice(0, cut)), metric: metric === '' ? undefined : metric }
}

const trim = (name: string): string | undefined => name.replace(/[:/_]+$/, '') || undefined

const isPosition = (r: Resolved): boolean => r.unit === 'lon' || r.unit === 'lat'

/** Places by device and instant; under `undefined` the last one, for records between two fixes. */
function toPlaces(records: readonly Resolved[], into: Collector): Map<string, Map<number | undefined, Place>> {
  const halves = new Map<
    string,
    { index: number; device: string; at: number | undefined; lng?: number; lat?: number }
  >()
  for (const r of records) {
    if (!isPosition(r)) continue
    const device = r.device ?? ''
    const key = `${device}\n${r.at}`
    const half = halves.get(key) ?? { index: r.index, device, at: r.at }
    halves.set(key, half)
    if (r.value !== undefined) half[r.unit === 'lon' ? 'lng' : 'lat'] = r.value
  }
  const places = new Map<string, Map<number | undefined, Place>>()
  for (const { index, device, at, lng, lat } of halves.values()) {
    const place = into.place(lng ?? null, lat ?? null, index)
    if (place === undefined) continue
    const known = places.get(device) ?? new Map<number | undefined, Place>()
    places.set(device, known.set(at, place).set(undefined, place))
  }
  return places
}
