// Frames of moving units: who moved since the last one, for each audience that has asked, at most twice a second.
import { epochHash } from '../../wire/frame.ts'
import type { UnitKind } from '../../wire/reference/units.ts'
import { topics } from '../../wire/topics.ts'
import { encodeUnitFrame, type UnitMove } from '../../wire/unitFrame.ts'
import { audienceName, type UnitAudience, type UnitRow, type UnitSnapshot } from '../../wire/units.ts'
import type { PublishToScreens } from '../broker/bus.ts'
import { sees, type UnitEntry, type UnitTable } from './table.ts'

export class UnitFrames {
  private readonly hash: number
  /** Audiences whose snapshot was taken in this run: nobody else can follow. */
  private readonly followed = new Map<string, { readonly audience: UnitAudience; seq: number }>()

  constructor(
    private readonly options: {
      readonly epoch: string
      readonly table: UnitTable
      readonly kinds: readonly UnitKind[]
      readonly now: () => number
      readonly publish: PublishToScreens
    },
  ) {
    this.hash = epochHash(options.epoch)
  }

  flush(): void {
    const { table, publish } = this.options
    const moved = table.takeChanged()
    if (moved.length === 0) return
    for (const [name, follower] of this.followed) {
      const moves = moved.flatMap((slot) => {
        const unit = table.entries[slot]
        const move = unit !== undefined && sees(follower.audience, unit) ? this.move(unit) : undefined
        return move === undefined ? [] : [move]
      })
      if (moves.length === 0) continue
      follower.seq++
      // A unit's clock may run ahead of ours: ages are counted back from the newest of all.
      const baseAt = moves.reduce((at, m) => Math.max(at, m.at), this.options.now())
      publish(topics.units(name), encodeUnitFrame({ seq: follower.seq, baseAt, epochHash: this.hash }, moves))
    }
  }

  /** Everything the audience may see; what moved and was not sent yet is sent first, so that the sequences fit. */
  snapshot(audience: UnitAudience): UnitSnapshot {
    this.flush()
    const { table, epoch, kinds, now } = this.options
    const name = audienceName(audience)
    const follower = this.followed.get(name) ?? { audience, seq: 0 }
    this.followed.set(name, follower)
    const rows = table.entries.filter((unit) => sees(audience, unit)).map((unit) => this.row(unit))
    return { epoch, audience: name, seq: follower.seq, at: now(), kinds: [...kinds], rows }
  }

  row(unit: UnitEntry): UnitRow {
    const { id, slot, name, kind, department, crew, simulated } = unit
    const place = this.options.table.placeOf(slot)
    const known = { index: slot, id, name, kind: kind.id, simulated }
    const of = { ...(department === undefined ? {} : { department }), ...(crew === undefined ? {} : { crew }) }
    if (place === undefined) return { ...known, ...of, flags: 0 }
    const { accuracyM: _error, ...fix } = place.fix
    return { ...known, ...of, ...fix, flags: place.flags }
  }

  private move({ slot }: UnitEntry): UnitMove | undefined {
    const place = this.options.table.placeOf(slot)
    if (place === undefined) return undefined
    const { lng, lat, at, speedKmh = Number.NaN, headingDeg = Number.NaN } = place.fix
    return { index: slot, lng, lat, at, speedKmh, headingDeg, flags: place.flags }
  }
}
