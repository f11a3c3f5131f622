// Tiles kept on disk within a bound, the longest unused going first. What cannot be written or read is simply asked for again.
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Kept {
  readonly body: Buffer
  readonly type: string
  /** Epoch ms. */
  readonly at: number
}

export interface TileCache {
  get(name: string): Promise<Kept | undefined>
  put(name: string, kept: Kept): Promise<void>
  /** Bytes held. */
  size(): number
}

const fileOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 40)

/** `bound`: bytes. A file is one line of type and time, then the tile. */
export async function openTileCache(folder: string, bound: number): Promise<TileCache> {
  const sizes = new Map<string, number>()
  let total = 0
  let isUsable = true
  try {
    await mkdir(folder, { recursive: true })
    const found = await Promise.all(
      (await readdir(folder))
        .filter((f) => /^[0-9a-f]{40}$/.test(f))
        .map(async (f) => ({ f, ...(await stat(join(folder, f))) })),
    )
    for (const { f, size } of found.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      sizes.set(f, size)
      total += size
    }
  } catch {
    isUsable = false
  }
  const drop = async (file: string): Promise<void> => {
    total -= sizes.get(file) ?? 0
    sizes.delete(file)
    await rm(join(folder, file), { force: true }).catch(() => undefined)
  }
  const shrink = async (): Promise<void> => {
    for (const file of [...sizes.keys()]) {
      if (total <= bound) return
      await drop(file)
    }
  }
  await shrink()
  let serial = 0
  return {
    async get(name) {
      const file = fileOf(name)
      const size = sizes.get(file)
      if (size === undefined) return undefined
      try {
        const whole = await readFile(join(folder, file))
        const end = whole.indexOf(10)
        const [at = '', type = ''] = whole.subarray(0, end).toString('latin1').split(' ', 2)
        if (end < 0 || !Number.isFinite(Number(at))) throw new Error('not a kept tile')
        sizes.delete(file)
        sizes.set(file, size)
        return { at: Number(at), type, body: whole.subarray(end + 1) }
      } catch {
        await drop(file)
        return undefined
      }
    },
    async put(name, { body, type, at }) {
      if (!isUsable) return
      const file = fileOf(name)
      const whole = Buffer.concat([Buffer.from(`${at} ${type.replace(/\s/g, '')}\n`, 'latin1'), body])
      const part = join(folder, `part-${process.pid}-${(serial += 1)}`)
      try {
        // Another reader never sees half a tile.
        await writeFile(part, whole)
        await rename(part, join(folder, file))
      } catch {
        await rm(part, { force: true }).catch(() => undefined)
        return
      }
      total += whole.length - (sizes.get(file) ?? 0)
      sizes.delete(file)
      sizes.set(file, whole.length)
      await shrink()
    },
    size: () => total,
  }
}
