// How much waits to be sent to each screen, and whether one more sensor frame may join it. Where a link is backed up frames are left
// out instead of queued: the screen sees the hole in the sequence and asks for the latest of what it missed. What the kernel or a proxy
// on the way has taken waits, too, and is not seen here: an echo that stays out tells of it.
import type { Writable } from 'node:stream'

/** So much may wait at any time: a few frames, not a second of a slow link. */
const CALM_BYTES = 64 * 1024
/** Above it for longer than this, and the link is slow: a whole turn of frames to a good one is gone sooner. */
const BUSY_MS = 400
/** More never waits, whatever the link. */
const MOST_BYTES = 1024 * 1024
/** A screen is asked for an echo so often while frames are sent to it. */
const ECHO_EVERY_MS = 500
/** An echo that is out for longer stands behind what waits on the way; over a satellite it is back in 700 ms. */
const ECHO_LATE_MS = 1_000

interface Link {
  /** Let through, and on its way into the stream in the next turn of the loop. */
  coming: number
  busySince: number | undefined
  readonly ask?: () => void
  askedAt: number
  isAsked: boolean
}

export interface Backlog {
  /** From now on the far end is asked for an echo by `ask`; what is answered is to be called when it comes. */
  readonly listen: (stream: object, ask: () => void) => () => void
  /** True when the frame may be sent; it is then counted as waiting. False counts it as withheld. */
  readonly hasRoom: (stream: Pick<Writable, 'writableLength'>, bytes: number) => boolean
  readonly withheld: () => number
}

const fresh = (): Link => ({ coming: 0, busySince: undefined, askedAt: -Infinity, isAsked: false })

export function createBacklog(now: () => number, soon: (f: () => void) => void = setImmediate): Backlog {
  const links = new WeakMap<object, Link>()
  let withheld = 0

  /** True while an echo is out for too long; asks for the next one when it is time. */
  function isLate(link: Link): boolean {
    if (link.ask === undefined) return false
    const waitedMs = now() - link.askedAt
    if (link.isAsked) return waitedMs > ECHO_LATE_MS
    if (waitedMs < ECHO_EVERY_MS) return false
    link.askedAt = now()
    link.isAsked = true
    link.ask()
    return false
  }

  return {
    listen(stream, ask) {
      const link: Link = { ...fresh(), ask }
      links.set(stream, link)
      return () => {
        link.isAsked = false
      }
    },
    hasRoom(stream, bytes) {
      const link = links.get(stream) ?? fresh()
      links.set(stream, link)
      const waiting = stream.writableLength + link.coming
      if (waiting <= CALM_BYTES) link.busySince = undefined
      else link.busySince ??= now()
      const isSlow = link.busySince !== undefined && now() - link.busySince > BUSY_MS
      if (isLate(link) || isSlow || waiting > MOST_BYTES) {
        withheld++
        return false
      }
      link.coming += bytes
      soon(() => (link.coming -= bytes))
      return true
    },
    withheld: () => withheld,
  }
}
