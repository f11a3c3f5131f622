// Which sensors stand in which area: the street and what lies above it, and the grid where codes are that long. Kept as sensors
// come, and as feeds come into service. Evaluates nothing.
import type { AreaCode } from '../../core/ids.ts'
import type { SensorEntry, SensorTable } from '../live/sensors.ts'
import type { ReferenceIndex } from '../reference/load.ts'

/** Digits of a street's code; what is longer is a grid of it. */
export const STREET_DIGITS = 9

/** Areas of one sensor, the smallest first, and their numbers. */
export interface Seat {
  readonly areas: readonly AreaCode[]
  readonly numbers: readonly number[]
}

/** Sensors of one kind, some of them by their attributes, by area. Slots of the sensor table. */
export interface Selection {
  readonly kind: string
  readonly where: Readonly<Record<string, readonly (string | number)[]>> | undefined
  readonly slots: Map<AreaCode, number[]>
}

const NONE: readonly number[] = []

export const slotsIn = (selection: Selection | undefined, area: AreaCode): readonly number[] =>
  selection?.slots.get(area) ?? NONE

export class Places {
  private readonly seats: (Seat | undefined)[] = []
  /** Kind and area as last seated, and the attributes: a sensor put again as it was changes nothing. */
  private readonly seated: (string | undefined)[] = []
  private readonly byArea = new Map<AreaCode, Seat>()
  private readonly numberOf = new Map<AreaCode, number>()
  private readonly selections = new Map<string, Selection>()
  /** Sensors of feeds that never delivered: not yet part of the city, they lower no coverage. */
  private waiting = new Map<string, Set<number>>()

  constructor(
    private readonly options: {
      readonly sensors: SensorTable
      readonly reference: Pick<ReferenceIndex, 'areaPath' | 'city'>
      readonly inService: (feed: string) => boolean
    },
  ) {}

  seatOf(slot: number): Seat | undefined {
    return this.seats[slot]
  }

  /** Takes in new and changed sensors, and feeds that delivered for the first time. Answers the slots it moved. */
  follow(): readonly number[] {
    const { sensors, inService } = this.options
    const moved: number[] = []
    for (const slot of sensors.takePlaced()) {
      const entry = sensors.entries[slot]
      if (entry === undefined) continue
      if (!inService(entry.feed)) {
        const slots = this.waiting.get(entry.feed) ?? new Set()
        this.waiting.set(entry.feed, slots.add(slot))
      } else if (this.seat(entry)) moved.push(slot)
    }
    for (const [feed, slots] of this.waiting) {
      if (!inService(feed)) continue
      this.waiting.delete(feed)
      for (const slot of slots) {
        const entry = sensors.entries[slot]
        if (entry !== undefined && this.seat(entry)) moved.push(slot)
      }
    }
    return moved
  }

  /** The same answer for the same question, kept up to date from then on. */
  select(kind: string, where: Selection['where']): Selection {
    const key = `${kind} ${where === undefined ? '' : JSON.stringify(where)}`
    let selection = this.selections.get(key)
    if (selection === undefined) {
      this.selections.set(key, (selection = { kind, where, slots: new Map() }))
      for (const [slot, seat] of this.seats.entries()) {
        const entry = this.options.sensors.entries[slot]
        if (seat !== undefined && entry !== undefined) enter(selection, entry, seat)
      }
    }
    return selection
  }

  /** Questions that nobody asks any more. */
  forgetSelections(): void {
    this.selections.clear()
  }

  private seat(entry: SensorEntry): boolean {
    const facts = `${entry.kind.id} ${entry.area} ${JSON.stringify(entry.attributes)}`
    const before = this.seats[entry.slot]
    if (before !== undefined && this.seated[entry.slot] === facts) return false
    const seat = this.placeOf(entry.area)
    for (const selection of this.selections.values()) {
      if (before !== undefined) leave(selection, entry.slot, before)
      enter(selection, entry, seat)
    }
    this.seats[entry.slot] = seat
    this.seated[entry.slot] = facts
    return true
  }

  private placeOf(area: AreaCode): Seat {
    let seat = this.byArea.get(area)
    if (seat === undefined) {
      const known = this.options.reference.areaPath(area)
      const path = known.length > 0 ? [...known] : [this.options.reference.city.code]
      const areas = area.length > STREET_DIGITS && !path.includes(area) ? [area, ...path] : path
      this.byArea.set(area, (seat = { areas, numbers: areas.map((code) => this.numbered(code)) }))
    }
    return seat
  }

  /** Areas by number, for marks in arrays. */
  numbered(area: AreaCode): number {
    let number = this.numberOf.get(area)
    if (number === undefined) this.numberOf.set(area, (number = this.numberOf.size))
    return number
  }
}

function enter(selection: Selection, entry: SensorEntry, seat: Seat): void {
  if (entry.kind.id !== selection.kind || !fits(entry, selection.where)) return
  for (const area of seat.areas) {
    const slots = selection.slots.get(area)
    if (slots === undefined) selection.slots.set(area, [entry.slot])
    else slots.push(entry.slot)
  }
}

function leave(selection: Selection, slot: number, seat: Seat): void {
  for (const area of seat.areas) {
    const slots = selection.slots.get(area)
    const i = slots?.indexOf(slot) ?? -1
    if (i >= 0) slots?.splice(i, 1)
  }
}

const fits = ({ attributes }: SensorEntry, where: Selection['where']): boolean =>
  where === undefined ||
  Object.entries(where).every(([name, values]) => {
    const value = attributes[name]
    return value !== undefined && values.includes(value)
  })
