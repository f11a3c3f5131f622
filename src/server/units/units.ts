// Moving units as one room: what feeds say of them, where each is, and what screens may be told. The hub opens it once.
import { freshnessOf } from '../../core/track/age.ts'
import { judgeFix } from '../../core/track/judge.ts'
import { DOUBTED_FIX, FixFlag } from '../../core/track/types.ts'
import type { Device, RejectReason } from '../../core/observe/types.ts'
import type { DecodedPosition } from '../../feeds/types.ts'
import type { Feed } from '../../wire/reference.ts'
import type { IncidentRow } from '../../wire/views.ts'
import type { PublishToScreens } from '../broker/bus.ts'
import type { FeedCounters } from '../ingest/counters.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { unitDesk, type UnitDesk } from './desk.ts'
import { UnitFrames } from './frames.ts'
import { readUnitKinds } from './kinds.ts'
import { forgetFixes, lastFixes, registerUnits, type NewUnit, type PendingFix } from './store.ts'
import { UnitTable, type UnitEntry } from './table.ts'
import { FixWriter } from './writer.ts'

const DAY_MS = 86_400_000

export interface UnitRefusal {
  readonly reason: RejectReason
  readonly detail: string
}

/** What ingest hands over. Both resolve when everything is durable, with what was not taken and why. */
export interface UnitDoor {
  /** Devices that a trusted feed announces for `target`, a feed of positions. */
  announce(target: Feed, devices: readonly Device[]): Promise<readonly UnitRefusal[]>
  take(feed: Feed, positions: readonly DecodedPosition[], receivedAt: number): Promise<readonly UnitRefusal[]>
}

export interface OpenUnits extends UnitDoor, UnitDesk {
  /** Frames to the screens; called twice a second. */
  flush(): void
  /** Drops days of fixes beyond what is kept. */
  forget(): Promise<void>
  /** Units that have been heard of, and those of them whose place is fresh. */
  counts(): { readonly known: number; readonly fresh: number }
  stop(): Promise<void>
}

export interface UnitsOptions {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly counters: FeedCounters
  readonly cityFolder: string
  readonly epoch: string
  readonly now: () => number
  readonly publish: PublishToScreens
  /** Days for which fixes are kept. */
  readonly keptDays: number
  /** Called for every fix taken, for the rate that screens show. */
  readonly accepted: () => void
  /** Open cases, for a crew's vehicle. */
  readonly incidentRows: () => readonly IncidentRow[]
  readonly onError: (error: Error) => void
}

export async function openUnits(options: UnitsOptions): Promise<OpenUnits> {
  const { db, reference, counters, now, publish, epoch } = options
  const kinds = await readUnitKinds(options.cityFolder, [...reference.feeds.values()])
  const kindOf = new Map(kinds.map((kind) => [kind.id, kind]))
  const table = new UnitTable()
  const frames = new UnitFrames({ epoch, table, kinds, now, publish })
  const writer = new FixWriter({ db, onError: options.onError })

  const put = (unit: NewUnit, idx: number): UnitEntry | undefined => {
    const kind = kindOf.get(unit.kind)
    return kind && table.put({ ...unit, kind, idx })
  }
  await load()

  async function load(): Promise<void> {
    const rows = await db.query.selectFrom('unit').selectAll().orderBy('idx').execute()
    const last = await lastFixes(db, DOUBTED_FIX, now())
    for (const { idx, department, crew, registered_at: _at, ...row } of rows) {
      // A unit whose kind or feed left the reference data rests in the store.
      if (!reference.feeds.has(row.feed)) continue
      const known = { ...row, ...(department === null ? {} : { department }), ...(crew === null ? {} : { crew }) }
      const entry = put(known, idx)
      const fix = last.get(idx)
      if (entry === undefined || fix === undefined) continue
      table.remember(entry.slot, { trusted: fix })
      table.write(entry.slot, fix, fix.flags)
    }
    table.takeChanged()
  }

  async function register(units: readonly NewUnit[]): Promise<void> {
    // The last word on one unit wins: one statement may not touch a row twice.
    const wanted = new Map(units.filter((u) => !isKnown(table.get(u.id), u)).map((u) => [u.id, u]))
    if (wanted.size === 0) return
    const numbers = await registerUnits(db, [...wanted.values()], now())
    for (const unit of wanted.values()) put(unit, numbers.get(unit.id) ?? 0)
  }

  async function announce(target: Feed, devices: readonly Device[]): Promise<readonly UnitRefusal[]> {
    const refused: UnitRefusal[] = []
    const good: NewUnit[] = []
    for (const { device, kind, name, owner, attributes = {} } of devices) {
      const crew = attributes['crew']
      if (!kindOf.has(kind)) refused.push({ reason: 'schema', detail: `unit ${device}: unknown kind ${kind}` })
      else if (owner !== undefined && !reference.departments.has(owner))
        refused.push({ reason: 'schema', detail: `unit ${device}: unknown department ${owner}` })
      else
        good.push({
          ...{ id: `${target.id}/${device}`, feed: target.id, device, kind, name, simulated: target.simulated },
          ...(owner === undefined ? {} : { department: owner }),
          ...(typeof crew === 'string' ? { crew } : {}),
        })
    }
    await register(good)
    return refused
  }

  async function take(
    feed: Feed,
    positions: readonly DecodedPosition[],
    receivedAt: number,
  ): Promise<readonly UnitRefusal[]> {
    const kind = feed.units?.kind
    const strangers = positions.filter((p) => table.get(`${feed.id}/${p.device}`) === undefined)
    if (strangers.length > 0 && feed.devices === 'open' && kind !== undefined)
      await register(
        strangers.map(({ device }) => ({
          ...{ id: `${feed.id}/${device}`, feed: feed.id, device, kind, name: device },
          ...{ department: feed.owner, simulated: feed.simulated },
        })),
      )
    const refused: UnitRefusal[] = []
    const taken: { readonly unit: UnitEntry; readonly row: PendingFix }[] = []
    for (const { device, fix } of positions) {
      const unit = table.get(`${feed.id}/${device}`)
      const age = receivedAt - fix.at
      const refuse = (reason: RejectReason, detail = ''): void =>
        void refused.push({ reason, detail: `unit ${device} ${detail}`.trim() })
      if (unit === undefined) refuse('unknownSensor', 'was not announced')
      else if (age > feed.maxAgeMs) refuse('ancient')
      else if (-age > feed.maxAheadMs) refuse('future')
      else {
        const limits = { maxKmh: unit.kind.maxKmh, lateAfterMs: feed.lateAfterMs }
        const judged = judgeFix(table.memory(unit.slot), fix, limits, receivedAt)
        if (!judged.ok) refuse('duplicate')
        else {
          table.remember(unit.slot, judged.memory)
          taken.push({ unit, row: { unit: unit.idx, fix, flags: judged.flags, recordedAt: receivedAt } })
        }
      }
    }
    if (taken.length === 0) return refused
    const repeated = new Set(await writer.write(taken.map((t) => t.row)))
    for (const { unit, row } of taken) {
      if (repeated.has(row)) {
        refused.push({ reason: 'duplicate', detail: `unit ${unit.device}` })
        continue
      }
      table.write(unit.slot, row.fix, row.flags)
      counters.accepted(feed.id, receivedAt)
      if ((row.flags & FixFlag.late) !== 0) counters.late(feed.id, receivedAt)
      options.accepted()
    }
    return refused
  }

  return {
    announce,
    take,
    flush: () => frames.flush(),
    forget: async () => void (await forgetFixes(db, now() - options.keptDays * DAY_MS)),
    counts: () => ({
      known: table.entries.length,
      fresh: table.entries.filter(({ slot, kind }) => {
        const place = table.placeOf(slot)
        return place !== undefined && freshnessOf(now() - place.fix.at, kind.silentAfterMs) === 'fresh'
      }).length,
    }),
    stop: () => writer.stop(),
    ...unitDesk({ db, reference, table, frames, now, incidentRows: options.incidentRows }),
  }
}

const isKnown = (known: UnitEntry | undefined, unit: NewUnit): boolean =>
  known !== undefined &&
  known.kind.id === unit.kind &&
  known.name === unit.name &&
  known.department === unit.department &&
  known.crew === unit.crew &&
  known.simulated === unit.simulated
