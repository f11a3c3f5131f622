// Sequences of many frame topics: which are whole, which have a hole and wait for what came since. Holds frames that came over a hole
// until the hole is filled. Knows neither the table nor the network.
import { decodeFrame, type FrameSink } from '../../wire/frame.ts'
import type { FrameType, Since } from '../../wire/since.ts'
import { decodeStateFrame, stateHeader, type StateSink } from '../../wire/stateFrame.ts'

export interface Topic {
  readonly type: FrameType
  /** `<district>/<kind>` */
  readonly key: string
}

export interface FrameSinks {
  readonly values: FrameSink
  readonly states: StateSink
}

/** Frames of one topic held over a hole: half a minute of them. More would only be another hole. */
const MAX_HELD = 60

export interface Pursuit {
  /** Reads a frame. `other`: of another hub run, nothing was done. */
  readonly take: (topic: Topic, frame: Uint8Array) => 'done' | 'behind' | 'other' | 'unread'
  /** Begins anew with the sequences of a snapshot; topics that are not in it begin at 0. What was held meanwhile follows. */
  readonly begin: (epochHash: number, seqs: Pick<Since, FrameType>) => void
  /** They may have missed frames: nothing of them is whole until they are filled. */
  readonly doubt: (topics: Iterable<Topic>) => void
  /** These are not followed any more. */
  readonly drop: (isFollowed: (topic: Topic) => boolean) => void
  /** Topics with a hole, with the last sequence that is whole. */
  readonly holes: () => Pick<Since, FrameType> | undefined
  readonly isWhole: (topic: Topic) => boolean
  /** What came since, for topics asked for; then what was held of them. */
  readonly fill: (asked: Pick<Since, FrameType>, parts: Iterable<Topic & { readonly frame: Uint8Array }>) => void
}

const id = ({ type, key }: Topic): string => `${type}:${key}`
const topicOf = (text: string): Topic => ({
  type: text.startsWith('states:') ? 'states' : 'values',
  key: text.slice(text.indexOf(':') + 1),
})

/** Sequence and run of a frame of either type; undefined when it is cut. */
function headOf({ type }: Topic, frame: Uint8Array): { seq: number; epochHash: number } | undefined {
  if (type === 'states') return stateHeader(frame)
  if (frame.byteLength < 24) return undefined
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  return { seq: view.getUint32(4, true), epochHash: view.getUint32(16, true) }
}

/** `missed`: so many frames of a topic were left out on the way. */
export function createPursuit(sinks: FrameSinks, missed: (count: number) => void): Pursuit {
  let run: number | undefined
  let seqs = new Map<string, number>()
  /** Highest that came over the link since it stands. */
  const last = new Map<string, number>()
  const behind = new Set<string>()
  const held = new Map<string, { seq: number; frame: Uint8Array }[]>()

  const read = (topic: Topic, frame: Uint8Array): boolean =>
    topic.type === 'states' ? decodeStateFrame(frame, sinks.states) !== undefined : decodeFrame(frame, sinks.values).ok

  function hold(name: string, seq: number, frame: Uint8Array): void {
    const frames = held.get(name) ?? []
    frames.push({ seq, frame: frame.slice() })
    if (frames.length > MAX_HELD) frames.shift()
    held.set(name, frames)
  }

  /** What was held, as far as it follows without a hole; what lies behind a hole stays held. */
  function release(name: string): void {
    const frames = held.get(name) ?? []
    held.delete(name)
    for (const { seq, frame } of frames) {
      const known = seqs.get(name) ?? 0
      if (seq <= known) continue
      if (seq !== known + 1) behind.add(name)
      if (behind.has(name)) hold(name, seq, frame)
      if (read(topicOf(name), frame) && !behind.has(name)) seqs.set(name, seq)
    }
  }

  return {
    take(topic, frame) {
      const head = headOf(topic, frame)
      if (head === undefined) return 'unread'
      const name = id(topic)
      const { seq } = head
      if (head.epochHash !== run) {
        // Of a run we do not know yet: the snapshot on its way may be of it.
        hold(name, seq, frame)
        return 'other'
      }
      const before = last.get(name)
      if (before !== undefined && seq > before + 1) missed(seq - before - 1)
      if (before === undefined || seq > before) last.set(name, seq)
      const known = seqs.get(name) ?? 0
      if (seq <= known) return 'done'
      if (seq !== known + 1) behind.add(name)
      if (!behind.has(name)) {
        if (!read(topic, frame)) return 'unread'
        seqs.set(name, seq)
        return 'done'
      }
      // The newest is shown at once, whatever lies in the hole; once that is filled it is read again, in its turn.
      if (read(topic, frame)) hold(name, seq, frame)
      return 'behind'
    },
    begin(epochHash, from) {
      if (run !== epochHash) last.clear()
      run = epochHash
      seqs = new Map()
      for (const type of ['values', 'states'] as const)
        for (const [key, seq] of Object.entries(from[type])) seqs.set(id({ type, key }), seq)
      behind.clear()
      // A copy: what lies behind a hole is held again, and would be met again without end.
      for (const [name, frames] of [...held]) {
        const mine = frames.filter((f) => headOf(topicOf(name), f.frame)?.epochHash === run)
        held.set(name, mine)
        release(name)
      }
    },
    doubt(topics) {
      for (const topic of topics) {
        const name = id(topic)
        behind.add(name)
        last.delete(name)
      }
    },
    drop(isFollowed) {
      for (const name of [...behind, ...last.keys(), ...held.keys()])
        if (!isFollowed(topicOf(name))) {
          behind.delete(name)
          last.delete(name)
          held.delete(name)
        }
    },
    holes() {
      if (behind.size === 0) return undefined
      const found = { values: {} as Record<string, number>, states: {} as Record<string, number> }
      for (const name of behind) {
        const { type, key } = topicOf(name)
        found[type][key] = seqs.get(name) ?? 0
      }
      return found
    },
    isWhole: (topic) => !behind.has(id(topic)),
    fill(asked, parts) {
      const unread = new Set<string>()
      for (const part of parts) {
        const head = headOf(part, part.frame)
        if (head !== undefined && head.epochHash === run && read(part, part.frame)) seqs.set(id(part), head.seq)
        else unread.add(id(part))
      }
      for (const type of ['values', 'states'] as const)
        for (const key of Object.keys(asked[type])) {
          const name = id({ type, key })
          if (unread.has(name)) continue
          behind.delete(name)
          release(name)
        }
    },
  }
}
