// A small line with its usual band, as SVG path data in a box of the caller's size. Pure; no axes, gaps stay open.
import { usualBand, withGaps } from './points.ts'

export interface Spark {
  /** Line, one `M` per unbroken run. */
  readonly line: string
  /** Band rectangle in box units, as long as the data it was reckoned from and no longer. */
  readonly band?: { readonly x: number; readonly width: number; readonly y: number; readonly height: number }
  /** Height of the first limit, where it lies inside the shown range. */
  readonly limitY?: number
  /** The newest point, if it is not a gap. */
  readonly end?: { readonly x: number; readonly y: number }
}

export interface SparkInput {
  readonly at: readonly number[]
  readonly value: readonly (number | null)[]
  readonly from: number
  readonly to: number
  readonly width: number
  readonly height: number
  /** Mildest level's limit, drawn when in range. */
  readonly limit?: number | undefined
}

/** Room above and below the line, as a share of its range. */
const MARGIN = 0.12

const round = (n: number): number => Math.round(n * 10) / 10

export function spark(input: SparkInput): Spark | undefined {
  const known = input.value.filter((v): v is number => v !== null)
  if (known.length < 2) return undefined
  const band = usualBand(input.value)
  let low = Math.min(...known)
  let high = Math.max(...known)
  // A flat line stands in the middle; a tiny wobble is not blown up to full height.
  const least = Math.max(Math.abs(high) * 0.02, 1e-9)
  if (high - low < least) {
    const middle = (high + low) / 2
    low = middle - least / 2
    high = middle + least / 2
  }
  const pad = (high - low) * MARGIN
  const bottom = low - pad
  const range = high + pad - bottom
  const x = (t: number): number => round(((t - input.from) / Math.max(1, input.to - input.from)) * input.width)
  const y = (v: number): number => round(input.height - ((v - bottom) / range) * input.height)

  let line = ''
  let first: number | undefined
  let last = 0
  let open = false
  let end: { x: number; y: number } | undefined
  for (const [t, v] of withGaps(input.at, input.value)) {
    if (v === null || t < input.from || t > input.to) {
      open = false
      end = undefined
      continue
    }
    end = { x: x(t), y: y(v) }
    first ??= end.x
    last = end.x
    line += `${open ? 'L' : 'M'}${end.x} ${end.y}`
    open = true
  }
  const limit = input.limit
  const limitInside = limit !== undefined && limit > bottom && limit < bottom + range
  return {
    line,
    ...(band === undefined || first === undefined
      ? {}
      : {
          band: {
            x: first,
            width: Math.max(1, round(last - first)),
            y: y(band[1]),
            height: Math.max(1, round(y(band[0]) - y(band[1]))),
          },
        }),
    ...(limitInside ? { limitY: y(limit) } : {}),
    ...(end === undefined ? {} : { end }),
  }
}
