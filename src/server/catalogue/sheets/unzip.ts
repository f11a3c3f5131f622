// Takes a workbook apart with limits, and puts together one that holds only what an import reads: no macros, drawings, notes or
// links, nothing larger than allowed however it was packed. Knows nothing of sheets' content beyond its size.
import { crc32, inflateRawSync } from 'node:zlib'
import { ProblemError } from '../../problems.ts'

/** A full catalogue is a tenth of it. */
export const MAX_UPLOAD_BYTES = 4 * 1024 * 1024
const MAX_UNPACKED_BYTES = 32 * 1024 * 1024
const MAX_PARTS = 500
export const MAX_ROWS = 20_000
const MAX_CELLS = 600_000

const EOCD = 0x06054b50
const EOCD_BYTES = 22
const CENTRAL = 0x02014b50
const CENTRAL_BYTES = 46
const LOCAL = 0x04034b50
const LOCAL_BYTES = 30
const ENCRYPTED = 1

/** What is read; relationships of single sheets (drawings, notes, links) are left out on purpose. */
const READ =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/sheet\d+\.xml))$/

const refuse = (zh: string, en: string): ProblemError => new ProblemError('invalid', { zh, en }, { field: '/file' })
const damaged = (): ProblemError =>
  refuse('文件损坏或不是 Excel 工作簿（.xlsx）', 'The file is damaged or no Excel workbook (.xlsx)')
export const tooLarge = (zh: string, en: string): ProblemError =>
  new ProblemError('tooLarge', { zh, en }, { field: '/file' })

interface Part {
  readonly name: string
  readonly method: number
  readonly packed: Buffer
}

/** The parts of a zip file as its directory lists them. */
function partsOf(bytes: Buffer): Part[] {
  let end = bytes.length - EOCD_BYTES
  while (end >= 0 && bytes.readUInt32LE(end) !== EOCD) end--
  if (end < 0) throw damaged()
  const count = bytes.readUInt16LE(end + 10)
  if (count > MAX_PARTS) throw tooLarge('工作簿的组成部分过多', 'The workbook has too many parts')
  const parts: Part[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw damaged()
    const flags = bytes.readUInt16LE(at + 8)
    if ((flags & ENCRYPTED) !== 0)
      throw refuse('文件有密码，请去掉密码后再导入', 'The file has a password; remove it first')
    const size = bytes.readUInt32LE(at + 20)
    const nameBytes = bytes.readUInt16LE(at + 28)
    const local = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes).replace(/^\//, '')
    if (local + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw damaged()
    const from = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    if (from + size > bytes.length) throw damaged()
    parts.push({ name, method: bytes.readUInt16LE(at + 10), packed: bytes.subarray(from, from + size) })
    at += CENTRAL_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

function unpack({ method, packed }: Part, room: number): Buffer {
  if (method === 0) return packed
  if (method !== 8) throw damaged()
  try {
    return inflateRawSync(packed, { maxOutputLength: room + 1 })
  } catch (error) {
    if (error instanceof RangeError) throw unpacksTooLarge()
    throw damaged()
  }
}

const unpacksTooLarge = (): ProblemError =>
  tooLarge('工作簿解压后过大', 'The workbook is too large once it is unpacked')

function occurrences(bytes: Buffer, what: string): number {
  let n = 0
  for (let at = bytes.indexOf(what); at >= 0; at = bytes.indexOf(what, at + what.length)) n++
  return n
}

/** Checks a workbook's parts and answers a workbook with those that an import reads. Throws {@link ProblemError}. */
export function safeWorkbook(bytes: Buffer): Buffer {
  const parts = partsOf(bytes)
  if (parts.some((p) => /vbaProject|macrosheets\//i.test(p.name)))
    throw new ProblemError(
      'wrongMediaType',
      { zh: '含有宏的工作簿不能导入，请另存为 .xlsx', en: 'Workbooks with macros are not taken; save it as .xlsx' },
      { field: '/file' },
    )
  const kept = new Map<string, Buffer>()
  let room = MAX_UNPACKED_BYTES
  let [rows, cells] = [0, 0]
  for (const part of parts) {
    if (!READ.test(part.name)) continue
    if (kept.has(part.name)) throw damaged()
    const content = unpack(part, room)
    room -= content.length
    if (room < 0) throw unpacksTooLarge()
    if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY')) throw damaged()
    rows += occurrences(content, '<row')
    cells += occurrences(content, '<c ')
    kept.set(part.name, content)
  }
  if (!kept.has('xl/workbook.xml')) throw damaged()
  if (kept.get('[Content_Types].xml')?.includes('macroEnabled') === true)
    throw new ProblemError(
      'wrongMediaType',
      { zh: '含有宏的工作簿不能导入，请另存为 .xlsx', en: 'Workbooks with macros are not taken; save it as .xlsx' },
      { field: '/file' },
    )
  if (rows > MAX_ROWS || cells > MAX_CELLS)
    throw tooLarge(`工作簿超过 ${MAX_ROWS} 行`, `The workbook has more than ${MAX_ROWS} rows`)
  return pack(kept)
}

/** A zip file of unpacked parts. */
function pack(parts: ReadonlyMap<string, Buffer>): Buffer {
  const out: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of parts) {
    const label = Buffer.from(name)
    const sums = Buffer.alloc(12)
    sums.writeUInt32LE(crc32(content), 0)
    sums.writeUInt32LE(content.length, 4)
    sums.writeUInt32LE(content.length, 8)
    const local = Buffer.alloc(LOCAL_BYTES)
    local.writeUInt32LE(LOCAL, 0)
    local.writeUInt16LE(20, 4)
    sums.copy(local, 14)
    local.writeUInt16LE(label.length, 26)
    const entry = Buffer.alloc(CENTRAL_BYTES)
    entry.writeUInt32LE(CENTRAL, 0)
    entry.writeUInt16LE(20, 4)
    entry.writeUInt16LE(20, 6)
    sums.copy(entry, 16)
    entry.writeUInt16LE(label.length, 28)
    entry.writeUInt32LE(offset, 42)
    out.push(local, label, content)
    directory.push(entry, label)
    offset += LOCAL_BYTES + label.length + content.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(EOCD_BYTES)
  end.writeUInt32LE(EOCD, 0)
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...out, listed, end])
}
