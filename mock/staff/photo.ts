// Small photographs made in code: a road by day or night with the trouble on it or gone. Real PNG files, each one different.
import { crc32, deflateSync } from 'node:zlib'
import { bell, below, mix, range, unit, wander, type Key } from '../random.ts'

const WIDTH = 160
const HEIGHT = 120
const HORIZON = 46

type Rgb = readonly [number, number, number]

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body) >>> 0)
  return Buffer.concat([length, body, check])
}

function shade([r, g, b]: Rgb, by: number): Rgb {
  return [r * by, g * by, b * by]
}

/** What one point of the scene looks like. */
function pixel(
  key: Key,
  x: number,
  y: number,
  light: number,
  patch: { x: number; y: number; r: number; colour: Rgb } | undefined,
): Rgb {
  if (y < HORIZON) {
    const roof = 18 + 14 * wander(mix(key, 1), x, 23)
    if (y > HORIZON - roof) {
      const isWindow = x % 7 < 3 && y % 6 < 3 && unit(mix(key, 2), Math.floor(x / 7) * 100 + Math.floor(y / 6)) < 0.6
      return isWindow ? (light < 0.5 ? [240, 214, 140] : [150, 170, 190]) : shade([120, 112, 108], light)
    }
    return shade([150 + y, 180 + y * 0.8, 225], light)
  }
  const depth = (y - HORIZON) / (HEIGHT - HORIZON)
  const middle = WIDTH / 2 + 14 * wander(mix(key, 3), 0, 1)
  const half = 12 + depth * 74
  if (patch && ((x - patch.x) / patch.r) ** 2 + ((y - patch.y) / (patch.r * 0.45)) ** 2 < 1)
    return shade(patch.colour, light * (0.9 + 0.1 * wander(key, x + y, 5)))
  if (Math.abs(x - middle) > half) return shade([92, 128, 78], light * (0.85 + 0.15 * depth))
  const isLine = Math.abs(x - middle) < 1 + depth * 2 && Math.floor(depth * depth * 14) % 2 === 0
  return isLine ? shade([225, 222, 210], light) : shade([104, 104, 108], light * (0.8 + 0.25 * depth))
}

const TROUBLE_COLOURS: readonly Rgb[] = [
  [88, 108, 128],
  [70, 58, 46],
  [128, 96, 60],
  [52, 50, 52],
]

/** A PNG of the scene of a case: `before` shows the trouble, `after` the same place without it. */
export function photograph(key: Key, moment: 'before' | 'after', isNight: boolean, shot: number): Buffer {
  const light = isNight ? 0.38 : range(key, 4, 0.8, 1.05)
  const colour = TROUBLE_COLOURS[below(key, 5, TROUBLE_COLOURS.length)] ?? [70, 58, 46]
  const patch =
    moment === 'before'
      ? { x: range(key, 6, 55, 105), y: range(key, 7, 78, 104), r: range(key, 8, 18, 36), colour }
      : undefined
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3))
  let at = 0
  for (let y = 0; y < HEIGHT; y++) {
    rows[at++] = 0
    for (let x = 0; x < WIDTH; x++) {
      // Grain makes every photograph its own file, as a camera's noise does.
      const grain = bell(mix(key, 1000 + shot), y * WIDTH + x) * 5
      for (const c of pixel(key, x, y, light, patch)) rows[at++] = Math.max(0, Math.min(255, Math.round(c + grain)))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
