// Walks one chain line by line and names the first link that does not hold. Holds one line at a time; reads nothing itself.
import { type Chain, FIRST_HASH, type Log, lineHash } from './chain.ts'

/** One line as it was kept: its place, its hash, and what the hash was made of. */
export interface Line {
  readonly seq: bigint
  readonly hash: Buffer
  readonly content: object
  /** What is kept beside the content says otherwise: its searchable columns, or the paper that it names. */
  readonly wrong?: 'columns' | 'paper'
  /** The case and its event, where the line is one. */
  readonly incident?: string
  readonly n?: number
}

/** A head as somebody wrote it down. `hash`: hex, the whole or its beginning. */
export interface KnownHead {
  readonly seq: bigint
  readonly hash: string
  /** Where it was written down: `2026-11-22`, `--head`. */
  readonly from: string
}

/**
 * What is wrong with a link. `hash`: the line is not what was hashed. `order`: lines have changed places. `hole`: lines are
 * missing before it. `columns`: searchable columns say otherwise than the line. `paper`: what it composed or issued is not what is
 * kept. `head`: the chain does not end where its
 * head says. `published`: it holds in itself, but it is not the chain whose head was published. `cut`: it ends before a
 * published head.
 */
export type BreakKind = 'hash' | 'order' | 'hole' | 'columns' | 'paper' | 'head' | 'published' | 'cut'

export interface Break {
  readonly ok: false
  readonly chain: Chain | Log
  /** Whose log it is, where each thing has its own. */
  readonly of?: string
  readonly kind: BreakKind
  readonly seq: string
  readonly incident?: string
  readonly n?: number
  /** Lines before it that hold. */
  readonly lines: number
  readonly expected: string
  readonly found: string
  /** Published heads: which one, and the last one that still held. */
  readonly from?: string
  readonly lastHeld?: string
}

export interface Holds<C extends Chain | Log = Chain> {
  readonly ok: true
  readonly chain: C
  readonly lines: number
  /** Published heads that the chain was held against. */
  readonly heads: number
  readonly hash: string
}

/** Shortest beginning of a hash that still says something: 64 bits. */
export const SHORTEST_PREFIX = 16

export class ChainWalk<C extends Chain | Log> {
  private seq = 0n
  private hash = FIRST_HASH
  private broken: Break | undefined
  /** A line whose hash does not fit: the next one tells whether the two have only changed places. */
  private doubtful = false
  private readonly known: KnownHead[]
  private held = 0
  private lastHeld: string | undefined

  constructor(
    private readonly chain: C,
    known: readonly KnownHead[] = [],
  ) {
    this.known = [...known].sort((a, b) => (a.seq < b.seq ? -1 : 1))
    this.compare()
  }

  /** False: the chain is broken, and more lines would say nothing new. */
  take(line: Line): boolean {
    if (this.doubtful && this.broken) {
      this.doubtful = false
      if (lineHash(this.hash, this.seq + 1n, line.content).equals(line.hash))
        this.broken = { ...this.broken, kind: 'order' }
      return false
    }
    if (this.broken) return false
    const seq = this.seq + 1n
    if (line.seq !== seq) return this.breaks(line, line.seq < seq ? 'order' : 'hole', `seq ${seq}`, `seq ${line.seq}`)
    const hash = lineHash(this.hash, seq, line.content)
    if (!hash.equals(line.hash)) {
      this.breaks(line, 'hash', hash.toString('hex'), line.hash.toString('hex'))
      this.doubtful = true
      return true
    }
    if (line.wrong !== undefined) return this.breaks(line, line.wrong, `${line.wrong} equal to the line`, 'others')
    this.seq = seq
    this.hash = hash
    return this.compare(line)
  }

  /** The result; `head` is where the store says that the chain ends. */
  end(head: { readonly seq: bigint; readonly hash: Buffer } | undefined): Holds<C> | Break {
    if (this.broken) return this.broken
    const [beyond] = this.known
    if (beyond)
      return this.broke('cut', beyond.seq, `${beyond.seq} ${beyond.hash}`, `${this.seq} lines`, { from: beyond.from })
    if (head && (head.seq !== this.seq || !head.hash.equals(this.hash)))
      return this.broke(
        'head',
        head.seq,
        `${head.seq} ${head.hash.toString('hex')}`,
        `${this.seq} ${this.hash.toString('hex')}`,
      )
    return { ok: true, chain: this.chain, lines: Number(this.seq), heads: this.held, hash: this.hash.toString('hex') }
  }

  /** Holds the chain, as far as it was walked, against what was published of it. */
  private compare(line?: Line): boolean {
    for (let head = this.known[0]; head !== undefined && head.seq <= this.seq; head = this.known[0]) {
      this.known.shift()
      const found = this.hash.toString('hex')
      if (head.seq < this.seq || !found.startsWith(head.hash.toLowerCase())) {
        this.broken = this.broke('published', head.seq, head.hash, found, { from: head.from, ...labelOf(line) })
        return false
      }
      this.held += 1
      this.lastHeld = `${head.seq} (${head.from})`
    }
    return true
  }

  private breaks(line: Line, kind: BreakKind, expected: string, found: string): boolean {
    this.broken = this.broke(kind, line.seq, expected, found, labelOf(line))
    return false
  }

  private broke(
    kind: BreakKind,
    seq: bigint,
    expected: string,
    found: string,
    more: Partial<Pick<Break, 'from' | 'incident' | 'n'>> = {},
  ): Break {
    const lastHeld = this.lastHeld === undefined ? {} : { lastHeld: this.lastHeld }
    return {
      ok: false,
      chain: this.chain,
      kind,
      seq: String(seq),
      lines: Number(this.seq),
      expected,
      found,
      ...lastHeld,
      ...more,
    }
  }
}

const labelOf = (line: Line | undefined): Partial<Pick<Break, 'incident' | 'n'>> => ({
  ...(line?.incident !== undefined && { incident: line.incident }),
  ...(line?.n !== undefined && { n: line.n }),
})
