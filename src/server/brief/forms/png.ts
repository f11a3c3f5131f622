// A black and white picture as PNG, and an address as such a picture (QR code). No library writes so few bytes so simply.
import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), out.length - 4)
  return out
}

/** Greyscale of one bit; `true` is black. Each cell becomes `scale` × `scale` pixels. */
export function pngOf(cells: readonly (readonly boolean[])[], scale: number): Buffer {
  const width = (cells[0]?.length ?? 0) * scale
  const stride = 1 + Math.ceil(width / 8)
  const rows = cells.flatMap((cellRow) => {
    // Filter byte 0, then a bit a pixel: 1 is white.
    const row = Buffer.alloc(stride)
    for (let x = 0; x < width; x += 1)
      if (cellRow[Math.floor(x / scale)] !== true) {
        const at = 1 + (x >> 3)
        row[at] = (row[at] ?? 0) | (0x80 >> (x & 7))
      }
    return Array.from({ length: scale }, () => row)
  })
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(cells.length * scale, 4)
  head[8] = 1
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Quiet zone of four cells, as readers expect on paper. */
const QUIET = 4

export const qrPng = (text: string): Buffer => pngOf(encode(text, { ecc: 'M', border: QUIET }).data, 6)
