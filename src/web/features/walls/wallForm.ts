// The settings of a wall as text fields, and back as a change of its orders. Pure.
import type { WallChange, WallRow } from '../../../wire/walls.ts'

export interface WallDraft {
  name: string
  boards: readonly string[]
  everyS: string
  follows: string
  x: string
  y: string
  width: string
  height: string
  widthMm: string
  distanceM: string
}
export type NumberField = 'everyS' | 'x' | 'y' | 'width' | 'height' | 'widthMm' | 'distanceM'

const percentOf = (share: number | undefined): string =>
  share === undefined ? '' : String(Math.round(share * 1000) / 10)
const textOf = (value: number | undefined): string => (value === undefined ? '' : String(value))

export function draftOf({ name, orders }: Pick<WallRow, 'name' | 'orders'>): WallDraft {
  const { boards, everyMs, follows, region, widthMm, distanceM } = orders
  return {
    name,
    boards,
    everyS: String(everyMs / 1000),
    follows: follows ?? '',
    x: percentOf(region?.x),
    y: percentOf(region?.y),
    width: percentOf(region?.width),
    height: percentOf(region?.height),
    widthMm: textOf(widthMm),
    distanceM: textOf(distanceM),
  }
}

export interface FormKnown {
  /** Ids of the city's boards; none: not known yet. */
  readonly boards: readonly string[]
  /** Ids of the walls that it may follow. */
  readonly others: readonly string[]
}

/** Without what is no more: it could not be unticked, and the hub would refuse the whole for it. */
export const stillThere = (draft: WallDraft, { boards, others }: FormKnown): WallDraft => ({
  ...draft,
  boards: boards.length === 0 ? draft.boards : draft.boards.filter((id) => boards.includes(id)),
  follows: others.includes(draft.follows) ? draft.follows : '',
})

const REGION = ['x', 'y', 'width', 'height'] as const
/** Least and most, as the hub takes them. */
const RANGES: Readonly<Record<NumberField, readonly [number, number]>> = {
  everyS: [10, 3600],
  x: [0, 100],
  y: [0, 100],
  width: [1, 100],
  height: [1, 100],
  widthMm: [200, 60_000],
  distanceM: [0.4, 60],
}

/** The change, or the fields that no number fits. The part of a picture is given whole or not at all. */
export function changeOf(
  written: WallDraft,
  known: FormKnown,
): { readonly change: WallChange } | { readonly wrong: readonly NumberField[] } {
  const draft = stillThere(written, known)
  const wrong: NumberField[] = []
  const numberOf = (field: NumberField, required = false): number | null => {
    const text = draft[field].trim()
    if (text === '' && !required) return null
    const [least, most] = RANGES[field]
    const value = text === '' ? NaN : Number(text)
    if (!(value >= least && value <= most)) wrong.push(field)
    return value
  }
  const hasRegion = REGION.some((field) => draft[field].trim() !== '')
  const [x, y, width, height] = REGION.map((field) => (numberOf(field, hasRegion) ?? 0) / 100) as [
    number,
    number,
    number,
    number,
  ]
  const every = numberOf('everyS', true)
  const change: WallChange = {
    name: draft.name.trim(),
    boards: [...draft.boards],
    everyMs: Math.round((every ?? 0) * 1000),
    follows: draft.follows === '' ? null : draft.follows,
    region: hasRegion ? { x, y, width, height } : null,
    widthMm: numberOf('widthMm'),
    distanceM: numberOf('distanceM'),
  }
  return wrong.length > 0 ? { wrong } : { change }
}

/** Chosen ones in their order first, then the others in the city's. */
export const orderedBoards = (chosen: readonly string[], all: readonly string[]): readonly string[] => [
  ...chosen.filter((id) => all.includes(id)),
  ...all.filter((id) => !chosen.includes(id)),
]

export const toggled = (chosen: readonly string[], id: string): readonly string[] =>
  chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]

/** One place forward. */
export function movedUp(chosen: readonly string[], id: string): readonly string[] {
  const at = chosen.indexOf(id)
  if (at <= 0) return chosen
  const next = [...chosen]
  next.splice(at - 1, 2, id, chosen[at - 1] ?? id)
  return next
}
