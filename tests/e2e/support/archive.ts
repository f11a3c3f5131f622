// Writes a PMTiles archive (version 3 of its specification) and a vector tile (version 2.1) byte by byte, as a stranger would read them.

/** Unsigned LEB128, as both formats write numbers. */
function varint(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest]
    bytes.push((rest % 128) + 128)
  }
}
const field = (tag: number, wire: number): number[] => varint(tag * 8 + wire)
const bytesField = (tag: number, bytes: readonly number[]): number[] => [
  ...field(tag, 2),
  ...varint(bytes.length),
  ...bytes,
]
const textField = (tag: number, text: string): number[] => bytesField(tag, [...Buffer.from(text)])
const zigzag = (value: number): number[] => varint(value < 0 ? -value * 2 - 1 : value * 2)

/** A tile whose western half is one polygon of the layer. */
export function squareTile(layer: string): Buffer {
  const extent = 4096
  const geometry = [
    ...varint(9),
    ...[...zigzag(0), ...zigzag(0)],
    ...varint(3 * 8 + 2),
    ...[...zigzag(extent / 2), ...zigzag(0), ...zigzag(0), ...zigzag(extent), ...zigzag(-extent / 2), ...zigzag(0)],
    ...varint(15),
  ]
  const feature = [...field(3, 0), 3, ...bytesField(4, geometry)]
  return Buffer.from(
    bytesField(3, [
      ...field(15, 0),
      2,
      ...textField(1, layer),
      ...bytesField(2, feature),
      ...field(5, 0),
      ...varint(extent),
    ]),
  )
}

export interface TilePlace {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Number of a tile along the Hilbert curve, all lower zooms before it. */
export function tileId({ z, x, y }: TilePlace): number {
  let id = (4 ** z - 1) / 3
  let [tx, ty] = [x, y]
  for (let s = 2 ** (z - 1); s >= 1; s /= 2) {
    const rx = tx & s ? 1 : 0
    const ry = ty & s ? 1 : 0
    id += s * s * ((3 * rx) ^ ry)
    if (ry === 0) {
      if (rx === 1) {
        tx = s - 1 - (tx & (s - 1))
        ty = s - 1 - (ty & (s - 1))
      }
      ;[tx, ty] = [ty, tx]
    }
    tx &= s - 1
    ty &= s - 1
  }
  return id
}

/** An archive where every place has the same tile. Uncompressed throughout. */
export function archiveOf(places: readonly TilePlace[], tile: Buffer, layers: readonly string[]): Buffer {
  const ids = places.map(tileId).sort((a, b) => a - b)
  const directory = Buffer.from([
    ...varint(ids.length),
    ...ids.flatMap((id, i) => varint(id - (ids[i - 1] ?? 0))),
    ...ids.flatMap(() => varint(1)),
    ...ids.flatMap(() => varint(tile.length)),
    // An offset is written one too large; 0 would mean «right after the one before».
    ...ids.flatMap(() => varint(1)),
  ])
  const metadata = Buffer.from(JSON.stringify({ vector_layers: layers.map((id) => ({ id, fields: {} })) }))
  const zooms = places.map((p) => p.z)
  const head = Buffer.alloc(127)
  head.write('PMTiles', 0, 'latin1')
  head[7] = 3
  const sections = [
    [127, directory.length],
    [127 + directory.length, metadata.length],
    [127 + directory.length + metadata.length, 0],
    [127 + directory.length + metadata.length, tile.length],
  ]
  for (const [i, [offset = 0, length = 0]] of sections.entries()) {
    head.writeBigUInt64LE(BigInt(offset), 8 + i * 16)
    head.writeBigUInt64LE(BigInt(length), 16 + i * 16)
  }
  for (const [i, count] of [ids.length, ids.length, 1].entries()) head.writeBigUInt64LE(BigInt(count), 72 + i * 8)
  // Clustered; directories and tiles uncompressed; vector tiles.
  head.set([0, 1, 1, 1, Math.min(...zooms), Math.max(...zooms)], 96)
  for (const [i, degree] of [-180, -85, 180, 85].entries()) head.writeInt32LE(degree * 10_000_000, 102 + i * 4)
  head[118] = Math.min(...zooms)
  head.writeInt32LE(1_194_210_000, 119)
  head.writeInt32LE(323_932_000, 123)
  return Buffer.concat([head, directory, metadata, tile])
}
