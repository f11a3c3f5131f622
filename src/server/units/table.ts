// The hot table of moving units: who they are, where each was last believed to be, and who moved since the last frame. No I/O.
import { DOUBTED_FIX, type Fix } from '../../core/track/types.ts'
import type { TrackMemory } from '../../core/track/judge.ts'
import type { UnitKind } from '../../wire/reference/units.ts'
import { UNIT_DOUBTED } from '../../wire/unitFrame.ts'
import type { UnitAudience } from '../../wire/units.ts'
import { maySeeUnit } from '../../wire/units.ts'

/** A registered unit. `slot` is its place in this hub run's frames, `idx` its number in the store. */
export interface UnitEntry {
  readonly id: string
  readonly slot: number
  readonly idx: number
  readonly feed: string
  readonly device: string
  readonly kind: UnitKind
  readonly name: string
  readonly department?: string
  readonly crew?: string
  readonly simulated: boolean
}

/** The newest believed fix with its flags, and whether a newer one came that is not believed. */
export interface UnitPlace {
  readonly fix: Fix
  readonly flags: number
}

export class UnitTable {
  readonly entries: UnitEntry[] = []
  private readonly byId = new Map<string, UnitEntry>()
  private readonly places: (UnitPlace | undefined)[] = []
  private readonly memories: (TrackMemory | undefined)[] = []
  private readonly changed = new Set<number>()

  /** Adds or replaces a unit; a replaced one keeps its slot and place. */
  put(unit: Omit<UnitEntry, 'slot'>): UnitEntry {
    const slot = this.byId.get(unit.id)?.slot ?? this.entries.length
    const entry: UnitEntry = { ...unit, slot }
    this.entries[slot] = entry
    this.byId.set(entry.id, entry)
    return entry
  }

  get(id: string): UnitEntry | undefined {
    return this.byId.get(id)
  }

  memory(slot: number): TrackMemory | undefined {
    return this.memories[slot]
  }
  remember(slot: number, memory: TrackMemory): void {
    this.memories[slot] = memory
  }

  /** Takes a fix as the present place, or, where it is not believed, notes that. One older than the present place changes nothing. */
  write(slot: number, fix: Fix, flags: number): void {
    const before = this.places[slot]
    if (before !== undefined && fix.at <= before.fix.at) return
    if ((flags & DOUBTED_FIX) === 0) this.places[slot] = { fix, flags }
    else if (before !== undefined) this.places[slot] = { fix: before.fix, flags: before.flags | UNIT_DOUBTED }
    else return
    this.changed.add(slot)
  }

  placeOf(slot: number): UnitPlace | undefined {
    return this.places[slot]
  }

  /** Hands over who moved since the last call. */
  takeChanged(): readonly number[] {
    const taken = [...this.changed]
    this.changed.clear()
    return taken
  }
}

export const sees = (audience: UnitAudience, { kind, department }: UnitEntry): boolean =>
  maySeeUnit(audience, { person: kind.person, public: kind.public, department })
