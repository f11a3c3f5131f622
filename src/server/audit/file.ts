// Both chains as an NDJSON file that can be checked anywhere: one line of a chain per row, heads and published heads before them.
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import type { Queries } from '../store/db.ts'
import { type Chain, CHAINS } from './chain.ts'
import { headOf, isChain, linesOf, publishedOf } from './read.ts'
import { type Break, ChainWalk, type Holds, type KnownHead } from './walk.ts'

/** The file is not one of ours, or is cut off in the middle of a row. */
export class BadFileError extends Error {}

interface Heads {
  readonly head: Map<Chain, { seq: bigint; hash: Buffer }>
  readonly published: Map<Chain, KnownHead[]>
}

/** Writes both chains; returns how many lines. */
export async function exportChains(query: Queries, path: string): Promise<number> {
  const out = createWriteStream(path, { mode: 0o600 })
  const failed = once(out, 'error').then(([error]) => {
    throw error
  })
  // Heard also while nothing waits for it: opening the file fails long before the first row is written.
  failed.catch(() => undefined)
  const write = async (row: object): Promise<void> => {
    if (!out.write(`${JSON.stringify(row)}\n`)) await Promise.race([once(out, 'drain'), failed])
  }
  let lines = 0
  for (const chain of CHAINS) {
    const { seq, hash } = await headOf(query, chain)
    await write({ chain, head: { seq: String(seq), hash: hash.toString('hex') } })
    for (const known of await publishedOf(query, chain))
      await write({ chain, published: { seq: String(known.seq), hash: known.hash, from: known.from } })
  }
  for (const chain of CHAINS)
    for await (const { seq, hash, content } of linesOf(query, chain)) {
      await write({ chain, seq: String(seq), hash: hash.toString('hex'), line: content })
      lines += 1
    }
  out.end()
  await Promise.race([once(out, 'close'), failed])
  return lines
}

/** Checks an exported file. `known` replaces the published heads that came with the file. */
export async function verifyFile(
  path: string,
  known?: ReadonlyMap<Chain, readonly KnownHead[]>,
): Promise<(Holds | Break)[]> {
  // The heads stand before the lines, but who tampers may have moved them: so they are looked for in the whole file.
  const heads = await headsIn(path)
  const walks = new Map(
    CHAINS.map((chain): [Chain, ChainWalk<Chain>] => [
      chain,
      new ChainWalk(chain, known?.get(chain) ?? heads.published.get(chain) ?? []),
    ]),
  )
  for await (const row of rowsOf(path)) {
    if (row.line === undefined) continue
    const content = row.line as { incident?: unknown; n?: unknown }
    walks.get(row.chain)?.take({
      seq: place(row.seq),
      hash: Buffer.from(String(row.hash), 'hex'),
      content,
      ...(typeof content.incident === 'string' && { incident: content.incident }),
      ...(typeof content.n === 'number' && { n: content.n }),
    })
  }
  return [...walks].map(([chain, walk]) => walk.end(heads.head.get(chain)))
}

async function headsIn(path: string): Promise<Heads> {
  const heads: Heads = { head: new Map(), published: new Map(CHAINS.map((chain) => [chain, []])) }
  for await (const { chain, head, published } of rowsOf(path)) {
    if (head !== undefined) heads.head.set(chain, { seq: place(head.seq), hash: Buffer.from(String(head.hash), 'hex') })
    if (published !== undefined)
      heads.published.get(chain)?.push({
        seq: place(published.seq),
        hash: String(published.hash),
        from: String(published.from),
      })
  }
  for (const chain of CHAINS)
    if (!heads.head.has(chain)) throw new BadFileError(`${path} does not say where the chain ${chain} ends.`)
  return heads
}

interface Row {
  readonly chain: Chain
  readonly seq?: unknown
  readonly hash?: unknown
  readonly line?: object
  readonly head?: { readonly seq?: unknown; readonly hash?: unknown }
  readonly published?: { readonly seq?: unknown; readonly hash?: unknown; readonly from?: unknown }
}

async function* rowsOf(path: string): AsyncGenerator<Row> {
  let at = 0
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    at += 1
    if (text.trim() === '') continue
    let row: Partial<Row> | undefined
    try {
      row = JSON.parse(text) as Partial<Row>
    } catch {
      row = undefined
    }
    if (typeof row !== 'object' || row === null || !isChain(row.chain))
      throw new BadFileError(`${path}, row ${at}: not a row of an exported log.`)
    yield row as Row
  }
}

const place = (seq: unknown): bigint => {
  if (!/^\d{1,18}$/.test(String(seq))) throw new BadFileError(`"${String(seq)}" is no place in a chain.`)
  return BigInt(String(seq))
}
