// How much waits to be sent to each screen, and whether one more sensor frame may join it. Where a link is backed up frames are left
// out instead of queued: the screen sees the hole in the sequence and asks for the latest of what it missed.
import type { Writable } from 'node:stream'

/** So much may wait at any time: a few frames, not a second of a slow link. */
const CALM_BYTES = 64 * 1024
/** Above it for longer than this, and the link is slow: a whole turn of frames to a good one is gone sooner. */
const BUSY_MS = 400
/** More never waits, whatever the link. */
const MOST_BYTES = 1024 * 1024

interface Link {
  /** Let through, and on its way into the stream in the next turn of the loop. */
  coming: number
  busySince: number | undefined
}

export interface Backlog {
  /** True when the frame may be sent; it is then counted as waiting. False counts it as withheld. */
  readonly hasRoom: (stream: Pick<Writable, 'writableLength'>, bytes: number) => boolean
  readonly withheld: () => number
}

export function createBacklog(now: () => number, soon: (f: () => void) => void = setImmediate): Backlog {
  const links = new WeakMap<object, Link>()
  let withheld = 0
  return {
    hasRoom(stream, bytes) {
      let link = links.get(stream)
      if (link === undefined) links.set(stream, (link = { coming: 0, busySince: undefined }))
      const mine = link
      const waiting = stream.writableLength + mine.coming
      if (waiting <= CALM_BYTES) mine.busySince = undefined
      else mine.busySince ??= now()
      const isSlow = mine.busySince !== undefined && now() - mine.busySince > BUSY_MS
      if (isSlow || waiting > MOST_BYTES) {
        withheld++
        return false
      }
      mine.coming += bytes
      soon(() => (mine.coming -= bytes))
      return true
    },
    withheld: () => withheld,
  }
}
