// Has a workbook written in a thread of its own: a long sheet takes seconds, and the hub must not stand still for it. Knows no figures.
import { Worker } from 'node:worker_threads'

export type Cell = string | number | null

/** A new sheet, or rows under the last one. `prose`: a page of text, its first column bold. `formats` are of columns, from 1. */
export type Piece =
  | {
      readonly sheet: string
      readonly widths: readonly number[]
      readonly heads?: readonly string[]
      readonly formats?: readonly { readonly column: number; readonly format: string }[]
      readonly prose?: boolean
    }
  | { readonly rows: readonly (readonly Cell[])[] }
export type Put = (piece: Piece) => void

/** The workbook (xlsx) of what `fill` puts. Rejects when `fill` does, and when it cannot be written. */
export async function writeBook(fill: (put: Put) => Promise<void>): Promise<Buffer> {
  // Plain JavaScript: it needs none of the loaders this process was started with.
  const worker = new Worker(new URL('./book.worker.mjs', import.meta.url), { execArgv: [] })
  try {
    const written = new Promise<Uint8Array>((done, failed) => {
      worker.once('message', done)
      worker.once('error', failed)
      worker.once('exit', (code) => failed(new Error(`the workbook’s thread ended with code ${code}`)))
    })
    // Heard below; a thread that fails while it is being filled is no failure of the hub.
    written.catch(() => undefined)
    await fill((piece) => worker.postMessage(piece))
    worker.postMessage('end')
    return Buffer.from(await written)
  } finally {
    await worker.terminate()
  }
}
