// One device message from bytes to durable rows: contract, format, device, checks. Decides nothing itself: rules are in core.
import { checkReading } from '../../core/observe/check.ts'
import type { Device, RejectReason, Report } from '../../core/observe/types.ts'
import { Quality } from '../../core/observe/types.ts'
import { decodeMessage } from '../../feeds/decode.ts'
import type { TopicHit, TopicTable } from '../../feeds/topic.ts'
import type { Arrival, Decoded, DecodedReading } from '../../feeds/types.ts'
import type { Feed } from '../../wire/reference.ts'
import type { Inbound } from '../broker/bus.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { QualityBook } from '../quality/book.ts'
import type { Db } from '../store/db.ts'
import type { UnitDoor, UnitRefusal } from '../units/units.ts'
import type { FeedCounters } from './counters.ts'
import { register, type Registration } from './devices.ts'
import type { DeviceLookup } from './lookup.ts'
import { takeWarning } from '../warnings/take.ts'
import type { Work, Writer } from './writer.ts'

export interface IngestOptions {
  readonly db: Db
  readonly topics: TopicTable
  readonly sensors: SensorTable
  readonly counters: FeedCounters
  readonly writer: Writer
  readonly lookup: DeviceLookup
  /** Counts what is said of each sensor. */
  readonly book: QualityBook
  /** Positions and announcements of what moves go there. */
  readonly units: UnitDoor
  readonly now: () => number
  /** Called for every accepted reading, for the rate that screens show. */
  readonly accepted: () => void
}

/** Bytes of a refused payload that are kept with its reason. */
const SAMPLE_BYTES = 500
/** Refusals of one feed and reason kept per second; the rest is counted only. */
const SAMPLES_PER_SECOND = 5
const UNKNOWN_FEED = 'unknown'

export class Ingest {
  private readonly sampled = new Map<string, number>()
  private sampledAt = 0
  private readonly units = new Map<string, Arrival['unitOf']>()
  /** Where devices said they are, by slot, and whether that is outside their area: they say the same place again and again. */
  private readonly places: ({ lng: number; lat: number; sensor: SensorEntry; misplaced: boolean } | undefined)[] = []

  constructor(private readonly options: IngestOptions) {}

  /** Resolves when everything the message held is durable: values, reports, devices and refusals with their reason. */
  take = async (message: Inbound): Promise<void> => {
    const work: Work = { observations: [], rejects: [], reports: [], repeats: [] }
    const hits = this.options.topics.find(message.topic)
    if (hits.length === 0) this.refuse(work, message, UNKNOWN_FEED, 'unknownFeed', 'no contract covers this topic')
    for (const hit of hits) {
      // Only a device to be registered waits for the store: a promise per reading would cost as much as its checks.
      const registering = this.takeFor(hit, message, work)
      if (registering !== undefined) await registering
    }
    if (
      work.observations.length + work.rejects.length + work.reports.length + work.repeats.length > 0 ||
      work.warnings !== undefined
    )
      await this.options.writer.write(work)
  }

  private takeFor({ feed, params }: TopicHit, message: Inbound, work: Work): Promise<void> | undefined {
    const { receivedAt } = message
    const decoded = decodeMessage(feed, params, message.payload, { receivedAt, unitOf: this.unitsOf(feed.id) })
    for (const reject of decoded.rejects) this.refuse(work, message, feed.id, reject.reason, reject.detail)
    if (decoded.devices.length > 0 || (feed.devices === 'open' && this.namesNewDevice(feed, decoded.readings)))
      return this.registerThenTake(feed, decoded, message, work)
    if (decoded.positions.length > 0) return this.takePositions(feed, decoded, message, work)
    this.takeDecoded(feed, decoded, message, work)
    return undefined
  }

  /** A metric's own unit, by the device's kind, else by the kind given. One function per feed, not per message. */
  private unitsOf(feed: string): Arrival['unitOf'] {
    let unitOf = this.units.get(feed)
    if (unitOf === undefined) {
      const { sensors, lookup } = this.options
      unitOf = (metric, kind, device) => {
        const known = device === undefined ? undefined : sensors.find(feed, device)?.kind
        return (known ?? (kind === undefined ? undefined : lookup.kind(kind)))?.metrics.find((m) => m.id === metric)
          ?.unit
      }
      this.units.set(feed, unitOf)
    }
    return unitOf
  }

  private namesNewDevice(feed: Feed, readings: readonly DecodedReading[]): boolean {
    return readings.some((reading) => this.options.sensors.find(feed.id, reading.device) === undefined)
  }

  private async registerThenTake(feed: Feed, decoded: Decoded, message: Inbound, work: Work): Promise<void> {
    if (decoded.devices.length > 0) await this.registerAnnounced(feed, decoded.devices, message, work)
    for (const reading of decoded.readings)
      if (this.options.sensors.find(feed.id, reading.device) === undefined)
        await this.registerOpen(feed, reading, message.receivedAt)
    await this.takePositions(feed, decoded, message, work)
  }

  private async takePositions(feed: Feed, decoded: Decoded, message: Inbound, work: Work): Promise<void> {
    this.takeDecoded(feed, decoded, message, work)
    this.refuseUnits(work, message, feed.id, await this.options.units.take(feed, decoded.positions, message.receivedAt))
  }

  private refuseUnits(work: Work, message: Inbound, feed: string, refused: readonly UnitRefusal[]): void {
    for (const { reason, detail } of refused) this.refuse(work, message, feed, reason, detail)
  }

  private takeDecoded(feed: Feed, decoded: Decoded, message: Inbound, work: Work): void {
    for (const reading of decoded.readings) this.takeReading(feed, reading, message, work)
    for (const report of decoded.reports) this.takeReport(feed, report, message, work)
    for (const warning of decoded.warnings) {
      const refusal = takeWarning(feed, warning, message, this.options.counters, work)
      if (refusal !== undefined) this.refuse(work, message, feed.id, ...refusal)
    }
  }

  private takeReading(feed: Feed, reading: DecodedReading, message: Inbound, work: Work): void {
    if (!feed.carries.includes('readings'))
      return this.refuse(work, message, feed.id, 'notAllowed', 'the contract carries no readings')
    const { sensors, counters, book } = this.options
    const sensor = sensors.find(feed.id, reading.device)
    if (sensor === undefined) return this.refuse(work, message, feed.id, 'unknownSensor', `device ${reading.device}`)
    const metric = sensor.kind.metrics.findIndex((m) => m.id === reading.metric)
    const spec = sensor.kind.metrics[metric]
    if (spec === undefined)
      return this.refuse(work, message, feed.id, 'unknownMetric', `${reading.metric} of ${reading.device}`)
    const memory = sensors.memory(sensor.slot, metric)
    const checked = checkReading(reading, spec, memory, feed, message.receivedAt, sensor.silentAfterMs)
    if (!checked.ok) {
      book.refused(sensor, checked.quality, message.receivedAt)
      if (checked.reason === 'duplicate') work.repeats.push({ sensor, metric, occurredAt: reading.occurredAt })
      return this.refuse(
        work,
        message,
        feed.id,
        checked.reason,
        `${reading.device} ${reading.metric} = ${reading.value}`,
      )
    }
    const quality = checked.quality | (this.isMisplaced(sensor, reading) ? Quality.misplaced : 0)
    sensors.remember(sensor.slot, metric, checked.memory)
    counters.accepted(feed.id, message.receivedAt)
    if ((quality & Quality.late) !== 0) counters.late(feed.id, message.receivedAt)
    book.took(sensor, quality, reading.occurredAt, message.receivedAt)
    this.options.accepted()
    work.observations.push({
      sensor,
      metric,
      value: reading.value,
      quality,
      occurredAt: reading.occurredAt,
      recordedAt: message.receivedAt,
      behind: memory !== undefined && reading.occurredAt <= memory.lastAt,
    })
  }

  /** Whether the device says, with this reading, that it stands outside the area it is registered in. */
  private isMisplaced(sensor: SensorEntry, { lng, lat }: DecodedReading): boolean {
    if (lng === undefined || lat === undefined) return false
    const known = this.places[sensor.slot]
    if (known?.lng === lng && known.lat === lat && known.sensor === sensor) return known.misplaced
    const misplaced = this.options.lookup.isMisplaced(sensor.area, lng, lat)
    this.places[sensor.slot] = { lng, lat, sensor, misplaced }
    return misplaced
  }

  private takeReport(feed: Feed, report: Report, message: Inbound, work: Work): void {
    if (!feed.carries.includes('reports'))
      return this.refuse(work, message, feed.id, 'notAllowed', 'the contract carries no reports')
    const age = message.receivedAt - report.occurredAt
    if (age > feed.maxAgeMs) return this.refuse(work, message, feed.id, 'ancient', `report ${report.id}`)
    if (-age > feed.maxAheadMs) return this.refuse(work, message, feed.id, 'future', `report ${report.id}`)
    const found = this.options.lookup.place(report)
    if (found === undefined)
      return this.refuse(work, message, feed.id, 'badPlace', `report ${report.id} has no place in the city`)
    this.options.counters.accepted(feed.id, message.receivedAt)
    if (age > feed.lateAfterMs) this.options.counters.late(feed.id, message.receivedAt)
    work.reports.push({
      id: `${feed.id}/${report.id}`,
      feed: feed.id,
      report,
      place: { ...found, ...(report.address === undefined ? {} : { address: report.address }) },
      recordedAt: message.receivedAt,
      simulated: feed.simulated,
    })
  }

  private async registerAnnounced(feed: Feed, devices: readonly Device[], message: Inbound, work: Work): Promise<void> {
    if (!feed.carries.includes('devices'))
      return this.refuse(work, message, feed.id, 'notAllowed', 'the contract announces no devices')
    const { lookup } = this.options
    const good: Registration[] = []
    const moving = new Map<Feed, Device[]>()
    for (const device of devices) {
      const target = lookup.feed(device.feed)
      const kind = lookup.kind(device.kind)
      // A simulated feed may not put devices under a real one: the two are never mixed unseen.
      const isUnit = target?.carries.includes('positions') === true
      const isOpen = target?.devices === 'announced' || (isUnit && target.devices === 'open')
      if (target === undefined || !isOpen || target.simulated !== feed.simulated)
        this.refuse(
          work,
          message,
          feed.id,
          'notAllowed',
          `device ${device.device}: feed ${device.feed} takes no announced devices`,
        )
      else if (isUnit) moving.set(target, [...(moving.get(target) ?? []), device])
      else if (kind === undefined)
        this.refuse(work, message, feed.id, 'schema', `device ${device.device}: unknown kind ${device.kind}`)
      else {
        const place = lookup.place(device)
        if (place === undefined)
          this.refuse(work, message, feed.id, 'badPlace', `device ${device.device} is not in the city`)
        else
          good.push({
            ...device,
            feed: target,
            kind,
            ...place,
            district: lookup.district(place.area),
            attributes: device.attributes ?? {},
          })
      }
    }
    for (const [target, list] of moving)
      this.refuseUnits(work, message, feed.id, await this.options.units.announce(target, list))
    if (good.length > 0) {
      const registered = await register(this.options.db, this.options.sensors, good, message.receivedAt)
      this.markMisplaced(registered, message.receivedAt)
      for (const _ of good) this.options.counters.accepted(feed.id, message.receivedAt)
    }
  }

  private async registerOpen(feed: Feed, reading: DecodedReading, at: number): Promise<void> {
    const { lookup, sensors, db } = this.options
    const kind = feed.kind === undefined ? undefined : lookup.kind(feed.kind)
    if (feed.devices !== 'open' || kind === undefined || reading.lng === undefined || reading.lat === undefined) return
    const place = lookup.place({ lng: reading.lng, lat: reading.lat })
    if (place === undefined) return
    await register(
      db,
      sensors,
      [
        {
          feed,
          device: reading.device,
          kind,
          name: reading.device,
          ...place,
          district: lookup.district(place.area),
          attributes: {},
        },
      ],
      at,
    )
  }

  /** A place outside the area it is registered with is told once, with the registration: which of the two is wrong is not known. */
  private markMisplaced(registered: readonly SensorEntry[], at: number): void {
    for (const sensor of registered)
      if (this.options.lookup.isMisplaced(sensor.area, sensor.lng, sensor.lat))
        this.options.book.marked(sensor, Quality.misplaced, at)
  }

  /** Counts a refusal; keeps a bounded sample of it with its reason. */
  private refuse(work: Work, message: Inbound, feed: string, reason: RejectReason, detail: string): void {
    this.options.counters.rejected(feed, reason, message.receivedAt)
    const second = Math.floor(message.receivedAt / 1000)
    if (second !== this.sampledAt) {
      this.sampledAt = second
      this.sampled.clear()
    }
    const key = `${feed} ${reason}`
    const n = (this.sampled.get(key) ?? 0) + 1
    this.sampled.set(key, n)
    if (n > SAMPLES_PER_SECOND) return
    // Text columns hold no NUL; what is not text is shown as far as it is.
    const sample = Buffer.from(message.payload.subarray(0, SAMPLE_BYTES)).toString('utf8').replaceAll('\u0000', '␀')
    work.rejects.push({
      at: message.receivedAt,
      feed,
      reason,
      detail: detail.replaceAll('\u0000', '␀'),
      topic: message.topic.replaceAll('\u0000', '␀'),
      payload: sample,
      bytes: message.payload.byteLength,
    })
  }
}
