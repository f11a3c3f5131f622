// Format `yiwang`: our own JSON (wire/message.ts): readings, reports and devices; an array of them is what a gateway buffered.
import { Compile } from 'typebox/compile'
import type { Report } from '../../core/observe/types.ts'
import {
  DeviceMessageSchema,
  PositionMessageSchema,
  ReadingMessageSchema,
  ReportMessageSchema,
  type ReportMessage,
} from '../../wire/message.ts'
import type { Feed } from '../../wire/reference.ts'
import type { Collector } from '../collect.ts'
import { cleanText, isName } from '../names.ts'
import { takePosition } from '../positions.ts'
import { MAX_ELEMENTS, isRecord, parseJson, textFormat } from '../payload.ts'
import { toInstant } from '../time.ts'
import type { FormatContext } from '../types.ts'

const readings = Compile(ReadingMessageSchema)
const reports = Compile(ReportMessageSchema)
const devices = Compile(DeviceMessageSchema)
const positions = Compile(PositionMessageSchema)
const oneDevice = Compile(DeviceMessageSchema.properties.devices.items)

export const yiwang = textFormat('yiwang', (text, ctx, into) => {
  const parsed = parseJson(text)
  if (parsed === undefined) return into.reject('unparseable', 'not JSON')
  const { value } = parsed
  if (!Array.isArray(value)) return readMessage(value, ctx, into)
  for (const [index, element] of value.slice(0, MAX_ELEMENTS).entries()) readMessage(element, ctx, into, index)
  if (value.length > MAX_ELEMENTS)
    into.reject('oversized', `${value.length} messages, ${MAX_ELEMENTS} read`, MAX_ELEMENTS)
})

function readMessage(message: unknown, ctx: FormatContext, into: Collector, index?: number): void {
  if (!isRecord(message)) into.reject('schema', 'a message is an object', index)
  else if ('values' in message) readReadings(message, ctx, into, index)
  else if ('report' in message) readReport(message, ctx, into, index)
  else if ('devices' in message) readDevices(message, into)
  else if (ctx.feed.units !== undefined) readOwnPosition(message, ctx, into, index)
  else into.reject('schema', 'none of values, report, devices', index)
}

/** Epoch ms or ISO text, whatever the contract's format, unless it says `arrival`. */
const instantOf = (at: unknown, time: Feed['time'], receivedAt: number): number | undefined =>
  toInstant(
    at,
    time.format === 'arrival' ? time : { ...time, format: typeof at === 'number' ? 'ms' : 'iso' },
    receivedAt,
  )

function readReadings(message: Record<string, unknown>, ctx: FormatContext, into: Collector, index?: number): void {
  const whole = readings.Check(message) ? message : salvage(message, into, index)
  if (whole === undefined) return
  const occurredAt = instantOf(whole.at, ctx.feed.time, ctx.receivedAt)
  if (occurredAt === undefined) return into.reject('badTime', `at ${String(whole.at)}`, index)
  const { device, units, estimated } = whole
  for (const metric in whole.values) {
    const value = whole.values[metric]
    if (value === undefined) continue
    const unit = units !== undefined && Object.hasOwn(units, metric) ? units[metric] : undefined
    into.reading({ device, metric, value, unit, occurredAt, estimated }, index)
  }
}

function readOwnPosition(message: Record<string, unknown>, ctx: FormatContext, into: Collector, index?: number): void {
  if (!positions.Check(message)) return refuse(positions.Errors(message), into, index)
  const { device, at, lng, lat, speedKmh, headingDeg, accuracyM } = message
  const isTimed = at !== undefined || ctx.feed.time.format === 'arrival'
  const occurredAt = isTimed ? instantOf(at, ctx.feed.time, ctx.receivedAt) : undefined
  takePosition({ device, occurredAt, said: at, lng, lat, speedKmh, headingDeg, accuracyM }, ctx, into, index)
}

/** A message that fails its schema: drop the values that are no numbers and look again. */
function salvage(message: Record<string, unknown>, into: Collector, index?: number) {
  const { values } = message
  if (!isRecord(values)) return into.reject('schema', 'values is an object of numbers', index)
  const good: [string, number][] = []
  for (const [metric, value] of Object.entries(values)) {
    if (typeof value === 'number' && Number.isFinite(value)) good.push([metric, value])
    else if (typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity')
      into.reject('impossibleValue', `${metric} is not a finite number`, index)
    else into.reject('schema', `${metric} is not a number`, index)
  }
  if (good.length === 0) {
    if (Object.keys(values).length === 0) into.reject('schema', 'values is empty', index)
    return undefined
  }
  const rest = { ...message, values: Object.fromEntries(good) }
  if (readings.Check(rest)) return rest
  return refuse(readings.Errors(rest), into, index)
}

function readReport(message: Record<string, unknown>, ctx: FormatContext, into: Collector, index?: number): void {
  if (!reports.Check(message)) return refuse(reports.Errors(message), into, index)
  if (!isName(message.report)) return into.reject('schema', 'report is not an id', index)
  const occurredAt = instantOf(message.at, ctx.feed.time, ctx.receivedAt)
  if (occurredAt === undefined) return into.reject('badTime', `at ${String(message.at)}`, index)
  into.reports.push(toReport(message, occurredAt, into.place(message.lng, message.lat, index)))
}

function toReport(m: ReportMessage, occurredAt: number, place: { lng: number; lat: number } | undefined): Report {
  const { reporter } = m
  return {
    id: m.report,
    channel: m.channel,
    text: cleanText(m.text),
    occurredAt,
    ...place,
    ...(m.address === undefined ? {} : { address: cleanText(m.address) }),
    ...(m.area === undefined ? {} : { area: m.area }),
    ...(m.matter === undefined ? {} : { matter: cleanText(m.matter) }),
    ...(m.condition === undefined ? {} : { condition: cleanText(m.condition) }),
    ...(reporter === undefined
      ? {}
      : {
          reporter: {
            ...(reporter.name === undefined ? {} : { name: cleanText(reporter.name) }),
            ...(reporter.phone === undefined ? {} : { phone: cleanText(reporter.phone) }),
          },
        }),
  }
}

function readDevices(message: Record<string, unknown>, into: Collector): void {
  const list = message['devices']
  // Length is the only thing the whole can get wrong; each device is checked by itself.
  if (!Array.isArray(list) || list.length === 0 || list.length > 2000) return refuse(devices.Errors(message), into)
  for (const [index, device] of list.entries()) {
    if (!oneDevice.Check(device)) {
      refuse(oneDevice.Errors(device), into, index)
      continue
    }
    if (!isName(device.device) || !isName(device.name)) {
      into.reject('schema', 'device and name are one printable line', index)
      continue
    }
    const before = into.rejects.length
    const place = into.place(device.lng, device.lat, index)
    if (place === undefined) {
      if (into.rejects.length === before) into.reject('badPlace', 'a device needs a place', index)
      continue
    }
    const { device: id, feed, kind, name, area, owner, maintainer, attributes } = device
    into.devices.push({
      device: id,
      feed,
      kind,
      name,
      ...place,
      ...(area === undefined ? {} : { area }),
      ...(owner === undefined ? {} : { owner }),
      ...(maintainer === undefined ? {} : { maintainer }),
      ...(attributes === undefined ? {} : { attributes: cleanAttributes(attributes) }),
    })
  }
}

const cleanAttributes = (attributes: Readonly<Record<string, string | number>>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(attributes).map(([k, v]) => [cleanText(k), typeof v === 'string' ? cleanText(v) : v]),
  )

/** Names the first thing wrong; a bad `at` is a bad time. */
function refuse(
  errors: readonly { instancePath: string; message: string }[],
  into: Collector,
  index?: number,
): undefined {
  const first = errors[0]
  const where = first?.instancePath.slice(1).replaceAll('/', '.') ?? ''
  into.reject(where === 'at' ? 'badTime' : 'schema', `${where} ${first?.message ?? 'does not fit'}`.trim(), index)
  return undefined
}
