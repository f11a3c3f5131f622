// Whether a wall should begin anew. Pure: what was seen and when, in; a verdict with its reason, out. Touches nothing.

/** What is seen of the page, every few seconds. */
export interface Glimpse {
  /** Monotonic, ms since the page began: no clock change moves it. */
  readonly at: number
  /** Bytes of script heap in use, and how many there may be; absent where the browser does not say. */
  readonly heapBytes?: number
  readonly heapLimit?: number
  /** p95 of the time between frames in the last minute, ms; absent while the page is hidden. */
  readonly frameMs?: number
  readonly link: 'up' | 'down' | 'silent'
  /** The hub answers over HTTP. Absent: not asked, because the link is up. */
  readonly hubAnswers?: boolean
  /** The graphics card is gone and has not come back. */
  readonly contextLost: boolean
  /** Version of the hub as it says. */
  readonly version?: string
  /** A newer shell of the page waits to be put in place. */
  readonly newer?: boolean
  /** Wall clock less monotonic clock, ms: jumps when somebody sets the clock. */
  readonly clockOffset: number
}

/** The first that is due counts: what may wait for an hour comes last and hides no other. */
export const RELOAD_WHYS = ['version', 'context', 'silence', 'heap', 'growth', 'frames', 'update'] as const
export type ReloadWhy = (typeof RELOAD_WHYS)[number]
/** `refresh`: everything is asked for anew, the page stays. */
export type CareVerdict =
  { readonly type: 'fine' } | { readonly type: 'refresh' } | { readonly type: 'reload'; readonly why: ReloadWhy }

/** What it keeps between two glimpses. */
export interface Watched {
  /** One heap figure a minute of the last hour. */
  readonly heap: readonly { readonly at: number; readonly bytes: number }[]
  /** Since when a trouble has lasted without a break. */
  readonly since: Readonly<Partial<Record<ReloadWhy, number>>>
  readonly version?: string
  readonly clockOffset?: number
  /** The best this screen has done with data coming in: p95 of a minute, ms. A slow machine is not mended by a reload. */
  readonly bestFrameMs?: number
}
export const FRESH: Watched = { heap: [], since: {} }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Share of the browser's own limit beyond which its collector does little else. */
export const HEAP_SHARE = 0.8
/** Steady growth that is no noise: bytes an hour over a whole hour, on a heap that is large already. */
export const GROWTH_BYTES_H = 60e6
export const GROWN_BYTES = 400e6
/** Four frames a second: a countdown would skip. And so many times as long as the best it has done. */
export const SLOW_FRAME_MS = 250
export const SLOWER = 3
/** How long each trouble may last before the page begins anew. */
export const PATIENCE: Readonly<Record<ReloadWhy, number>> = {
  // A hub that has just come up may go down again at once: let it stand a little.
  version: 30_000,
  context: 20_000,
  silence: 3 * MINUTE,
  heap: MINUTE,
  growth: 0,
  frames: 5 * MINUTE,
  update: 30_000,
}
/** A smaller step is the clock being corrected, as it should be. */
export const CLOCK_JUMP_MS = 30_000
/** Each reload makes the next wait longer; an hour without one forgives all. */
export const FIRST_REST_MS = 2 * MINUTE
export const MOST_AN_HOUR = 4

/** Least squares, bytes an hour; 0 with less than `spanMs` of figures. */
export function growth(heap: Watched['heap'], spanMs = 50 * MINUTE): number {
  const first = heap[0]
  const last = heap.at(-1)
  if (first === undefined || last === undefined || last.at - first.at < spanMs) return 0
  const n = heap.length
  const meanAt = heap.reduce((sum, h) => sum + h.at, 0) / n
  const meanBytes = heap.reduce((sum, h) => sum + h.bytes, 0) / n
  let [over, under] = [0, 0]
  for (const { at, bytes } of heap) {
    over += (at - meanAt) * (bytes - meanBytes)
    under += (at - meanAt) ** 2
  }
  return under === 0 ? 0 : (over / under) * HOUR
}

function troubles(
  seen: Glimpse,
  { heap, version, bestFrameMs = Infinity }: Pick<Watched, 'heap' | 'version' | 'bestFrameMs'>,
): readonly ReloadWhy[] {
  const used = seen.heapBytes ?? 0
  return RELOAD_WHYS.filter((why) => {
    switch (why) {
      case 'version':
        return seen.link === 'up' && seen.version !== undefined && version !== undefined && seen.version !== version
      case 'context':
        return seen.contextLost
      // Without a network nothing is gained by losing what stands.
      case 'silence':
        return seen.link !== 'up' && seen.hubAnswers === true
      case 'heap':
        return seen.heapLimit !== undefined && used > seen.heapLimit * HEAP_SHARE
      case 'growth':
        return used > GROWN_BYTES && growth(heap) > GROWTH_BYTES_H
      case 'frames':
        return seen.frameMs !== undefined && seen.frameMs > Math.max(SLOW_FRAME_MS, SLOWER * bestFrameMs)
      case 'update':
        return seen.link === 'up' && seen.newer === true
    }
  })
}

/** One glimpse more. */
export function watch(before: Watched, seen: Glimpse): { readonly watched: Watched; readonly verdict: CareVerdict } {
  const newest = before.heap.at(-1)
  const heap =
    seen.heapBytes === undefined || (newest !== undefined && seen.at - newest.at < MINUTE)
      ? before.heap
      : [...before.heap.filter((h) => seen.at - h.at <= HOUR), { at: seen.at, bytes: seen.heapBytes }]
  const version = before.version ?? seen.version
  // While nothing comes in there is nothing to draw, and every frame is quick.
  const bestFrameMs =
    seen.frameMs === undefined || seen.link !== 'up'
      ? before.bestFrameMs
      : Math.min(before.bestFrameMs ?? Infinity, seen.frameMs)
  const known = {
    ...{ heap },
    ...(version === undefined ? {} : { version }),
    ...(bestFrameMs === undefined ? {} : { bestFrameMs }),
  }
  const found = troubles(seen, known)
  const since = Object.fromEntries(found.map((why) => [why, before.since[why] ?? seen.at]))
  const watched: Watched = { ...known, since, clockOffset: seen.clockOffset }
  const due = found.find((why) => seen.at - (since[why] ?? seen.at) >= PATIENCE[why])
  if (due !== undefined) return { watched, verdict: { type: 'reload', why: due } }
  const jumped = before.clockOffset !== undefined && Math.abs(seen.clockOffset - before.clockOffset) > CLOCK_JUMP_MS
  return { watched, verdict: jumped ? { type: 'refresh' } : { type: 'fine' } }
}

/**
 * Whether another reload may be, after those at these instants (wall clock), the last of them for `lastWhy`. Instants in the future are of
 * a clock set back. A picture that a reload has not made quicker is as quick as this machine draws it, and a shell that still waits after
 * one will not be hurried.
 */
export function mayReload(
  { at, last: lastWhy }: { readonly at: readonly number[]; readonly last?: string },
  why: ReloadWhy,
  now: number,
): boolean {
  const recent = at.filter((one) => one <= now && now - one < HOUR)
  const last = recent.at(-1)
  if (last === undefined) return true
  if ((why === 'frames' || why === 'update') && lastWhy === why) return false
  return recent.length < MOST_AN_HOUR && now - last >= FIRST_REST_MS * 2 ** (recent.length - 1)
}
