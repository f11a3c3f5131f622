// What each sensor is drawn as far away: level, silence, doubt. Looked at when something of it changed, and in turn, because falling
// silent is no message. Sends nothing itself.
import { isStale } from '../../core/observe/stale.ts'
import { createSweep } from '../../core/observe/sweep.ts'
import { SUSPECT } from '../../core/observe/types.ts'
import { DOUBTED, SILENT } from '../../wire/stateFrame.ts'
import type { SensorTable } from '../live/sensors.ts'

/** So late at most is a sensor seen to have fallen silent; it may be silent for minutes at least. */
const SILENCE_ROUND_MS = 10_000
const FIRST = 4096

const grown = <A extends Uint8Array | Uint32Array>(old: A, size: number): A => {
  const next = new (old.constructor as new (n: number) => A)(size)
  next.set(old)
  return next
}

export class States {
  private level = new Uint8Array(FIRST)
  private flags = new Uint8Array(FIRST)
  /** Sequence of its group's state frames at which it last changed. */
  private seq = new Uint32Array(FIRST)
  /** As it was last told: another one now is news there. */
  private readonly groups: string[] = []
  private changed = new Map<string, number[]>()
  private isChanged = new Uint8Array(FIRST)
  private readonly sweep = createSweep(SILENCE_ROUND_MS)

  constructor(private readonly sensors: SensorTable) {}

  levelOf(slot: number): number {
    return this.level[slot] ?? 0
  }
  flagsOf(slot: number): number {
    return this.flags[slot] ?? 0
  }
  /** 0 while it was in no frame. */
  seqOf(slot: number): number {
    return this.seq[slot] ?? 0
  }
  told(slot: number, seq: number): void {
    this.seq[slot] = seq
  }

  /** Notes it when it is drawn differently than before, or stands in another group. */
  look(slot: number, now: number): void {
    const { sensors } = this
    const entry = sensors.entries[slot]
    if (entry === undefined) return
    if (slot >= this.level.length) this.grow()
    let at = 0
    let doubted = 0
    for (let m = 0; m < entry.kind.metrics.length; m++) {
      at = Math.max(at, sensors.atOf(slot, m))
      if ((sensors.qualityOf(slot, m) & SUSPECT) !== 0) doubted = DOUBTED
    }
    const level = sensors.levelOf(slot)
    const flags = (isStale(at, entry.silentAfterMs, now) ? SILENT : 0) | doubted
    const group = sensors.groupOf(slot)
    if (level === this.level[slot] && flags === this.flags[slot] && group === this.groups[slot]) return
    this.level[slot] = level
    this.flags[slot] = flags
    this.groups[slot] = group
    if (this.isChanged[slot] === 1) return
    this.isChanged[slot] = 1
    const slots = this.changed.get(group)
    if (slots === undefined) this.changed.set(group, [slot])
    else slots.push(slot)
  }

  /** Those that are new, those whose level or group was set, and the share of all whose turn it is. */
  round(now: number): void {
    for (let slot = this.groups.length; slot < this.sensors.entries.length; slot++) this.look(slot, now)
    for (const slot of this.sensors.takeRestated()) this.look(slot, now)
    this.sweep.run(now, this.sensors.entries.length, (slot) => this.look(slot, now))
  }

  /** Hands over the slots that changed since the last call, by `district/kind`. */
  takeChanged(): ReadonlyMap<string, readonly number[]> {
    const taken = this.changed
    this.changed = new Map()
    for (const slots of taken.values()) for (const slot of slots) this.isChanged[slot] = 0
    return taken
  }

  private grow(): void {
    const size = this.level.length * 2
    this.level = grown(this.level, size)
    this.flags = grown(this.flags, size)
    this.seq = grown(this.seq, size)
    this.isChanged = grown(this.isChanged, size)
  }
}
