// Files out and in again: nothing changes by the trip, the habits of spreadsheets are forgiven, everything else is named by its place.
import ExcelJS from 'exceljs'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ProblemError } from '../../../src/server/problems.ts'
import { entryId } from '../../../src/server/store/reference.ts'
import type { CataloguePreview } from '../../../src/wire/catalogue.ts'
import type { Matter } from '../../../src/wire/reference.ts'
import { admin, putMatter, stageCatalogue, type CatalogueStage } from './setup.ts'

let stage: CatalogueStage
beforeAll(async () => {
  stage = await stageCatalogue()
}, 60_000)
afterAll(() => stage.stop())
beforeEach(() => stage.fresh())

type Workbook = ExcelJS.Workbook
const exported = (format: 'xlsx' | 'json'): Promise<Buffer> => stage.catalogue.exportAs(format, admin)
async function workbook(): Promise<Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await exported('xlsx')) as unknown as ExcelJS.Buffer)
  return book
}
const importOf = async (book: Workbook): Promise<CataloguePreview> =>
  stage.catalogue.readImport(Buffer.from(await book.xlsx.writeBuffer()))
const sheet = (book: Workbook, name: string): ExcelJS.Worksheet =>
  book.getWorksheet(name) ?? expect.fail(`no sheet ${name}`)
/** Column of a path, row of a key. */
const columnOf = (s: ExcelJS.Worksheet, path: string): number => {
  for (let n = 1; n <= s.columnCount; n++) if (s.getRow(2).getCell(n).value === path) return n
  return expect.fail(`no column ${path}`)
}
const rowOf = (s: ExcelJS.Worksheet, key: string): number => {
  for (let n = 3; n <= s.rowCount; n++) if (s.getRow(n).getCell(1).value === key) return n
  return expect.fail(`no row ${key}`)
}
const MATTERS = '事项 matter'
const refusal = async (bytes: Buffer): Promise<ProblemError> => {
  const error = await stage.catalogue.readImport(bytes).catch((e: unknown) => e)
  return error instanceof ProblemError ? error : expect.fail(`expected a refusal, got ${JSON.stringify(error)}`)
}
const ponding = (): Matter => stage.matter('M001')
const edited = (text: string, change: (document: Record<string, unknown[]>) => void): Buffer => {
  const document = JSON.parse(text) as Record<string, unknown[]>
  change(document)
  return Buffer.from(JSON.stringify(document))
}
const exportedText = async (): Promise<string> => (await exported('json')).toString()

describe('a round trip', () => {
  it.each(['xlsx', 'json'] as const)('through %s changes nothing', async (format) => {
    const preview = await stage.catalogue.readImport(await exported(format))
    expect(preview.problems).toEqual([])
    expect(preview.changes).toEqual([])
    expect(preview.version).toBe(await stage.version())
  })

  it.each(['xlsx', 'json'] as const)(
    'through %s keeps what is awkward: separators, spaces, line breaks, formulas',
    async (format) => {
      const awkward: Matter = {
        ...ponding(),
        keywords: ['甲、乙', '[丙]', '=1+1', ' 边 '],
        name: { zh: '=cmd|积水', en: '+1 @home -x' },
        major: { zh: '  前后有空格 ', en: 'line one\r\nline two' },
      }
      await stage.commit([putMatter(awkward)])
      const preview = await stage.catalogue.readImport(await exported(format))
      expect(preview.problems).toEqual([])
      expect(preview.changes).toEqual([])
    },
  )

  it('gives back exactly the changes that were made to the workbook', async () => {
    const book = await workbook()
    const matters = sheet(book, MATTERS)
    const row = rowOf(matters, 'M001')
    matters.getRow(row).getCell(columnOf(matters, 'conditions.limit.amount')).value = 12
    const preview = await importOf(book)
    expect(preview.problems).toEqual([])
    expect(preview.changes.map((c) => [c.kind, c.id, c.how])).toEqual([
      ['matter', entryId('matter', ponding()), 'changed'],
    ])
    const { version, changes } = preview
    await stage.catalogue.commit(
      {
        version,
        changes: changes.map(({ kind, id, after }) => ({ kind, id, ...(after === undefined ? {} : { body: after }) })),
        reason: '按导入文件',
      },
      admin,
    )
    expect(stage.reference.snapshotOf('M001', ponding().conditions[0]?.id ?? '', stage.clock.at)?.limit.amount).toBe(12)
    expect((await importOf(book)).changes).toEqual([])
  })
})

describe('an exported workbook', () => {
  it('says whose it is, keeps codes as texts, formulas as texts, and its headers in sight', async () => {
    await stage.commit([putMatter({ ...ponding(), name: { zh: '=HYPERLINK("x")', en: '-1' } })])
    const book = await workbook()
    expect(book.worksheets[0]?.name).toBe('说明 about')
    const about = sheet(book, '说明 about')
    const text = about.getSheetValues().flat().join(' ')
    for (const said of ['扬州', admin.name, await stage.version(), '示例']) expect(text).toContain(said)
    const matters = sheet(book, MATTERS)
    expect(matters.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
    const first = stage.files.matters.find((m) => m.code.startsWith('0')) as Matter
    const code = matters.getRow(rowOf(matters, first.code)).getCell(1)
    expect([code.value, code.numFmt]).toEqual([first.code, '@'])
    const name = matters.getRow(rowOf(matters, 'M001')).getCell(columnOf(matters, 'name.zh'))
    expect([name.value, name.numFmt, name.formula]).toEqual(['=HYPERLINK("x")', '@', undefined])
  })
})

describe('a spreadsheet’s habits', () => {
  it('numbers for codes, dates, spaces, full-width digits, formulas, blank rows, notes and merged cells are forgiven', async () => {
    const book = await workbook()
    const matters = sheet(book, MATTERS)
    const first = stage.files.matters.find((m) => /^0\d{4}$/.test(m.code)) as Matter
    const row = matters.getRow(rowOf(matters, first.code))
    const at = (path: string): ExcelJS.Cell => row.getCell(columnOf(matters, path))
    at('code').value = Number(first.code)
    at('validFrom').value = new Date(`${first.validFrom}T00:00:00Z`)
    at('validFrom').numFmt = 'yyyy-mm-dd'
    at('name.zh').value = { richText: [{ text: first.name.zh.slice(0, 1) }, { text: `${first.name.zh.slice(1)}  ` }] }
    at('name.zh').note = '请核对'
    at('conditions.limit.amount').value = { formula: '1+1', result: first.conditions[0]?.limit.amount ?? 0 }
    at('conditions.level').value = String(first.conditions[0]?.level).replace(/\d/, (d) =>
      String.fromCharCode(d.charCodeAt(0) + 0xfee0),
    )
    at('kind').value = ' Matter '
    matters.spliceRows(row.number, 0, [], [])
    const [formers, calendar] = [sheet(book, '旧版代码 formerCode'), sheet(book, '工作日历 calendar')]
    const old = stage.files.formerCodes.findIndex((f) => /^0\d{3}$/.test(f.code))
    formers.getRow(old + 3).getCell(columnOf(formers, 'code')).value = Number(stage.files.formerCodes[old]?.code)
    calendar.eachRow((r) => {
      const field = r.getCell(2).value
      if (field === 'knownFrom') r.getCell(3).value = stage.files.calendar.knownFrom.replace(/-0?/g, '/')
      // 08:30 as a fraction of a day.
      if (field === 'sessions') r.getCell(3).value = Number(stage.files.calendar.sessions[0]?.[0]) / 1440
      if (field === 'sessions' && r.number > 4)
        r.getCell(3).value = `${Math.floor((stage.files.calendar.sessions[1]?.[0] ?? 0) / 60)}:00`
    })
    matters.mergeCells('A1:B1')
    const preview = await importOf(book)
    expect(preview.problems).toEqual([])
    expect(preview.changes).toEqual([])
  })

  it('rows may be sorted, the row of keys may be gone, a kind may be left out, an empty sheet may be there', async () => {
    const book = await workbook()
    const matters = sheet(book, MATTERS)
    const rows = Array.from(
      { length: matters.rowCount - 2 },
      (_, i) => matters.getRow(i + 3).values as ExcelJS.CellValue[],
    )
    const multi = rows.filter((r, i) => r[1] === rows[i + 1]?.[1]).length
    expect(multi).toBeGreaterThan(0)
    const labels = (matters.getRow(1).values as ExcelJS.CellValue[]).slice(1)
    book.removeWorksheet(matters.id)
    const turned = book.addWorksheet('事项')
    turned.addRow(labels)
    // Entries turned round; rows of one entry keep their order.
    const codes = [...new Set(rows.map((r) => String(r[1])))].reverse()
    for (const code of codes) for (const r of rows.filter((one) => one[1] === code)) turned.addRow(r.slice(1))
    book.removeWorksheet('部件 component')
    book.addWorksheet('Sheet1')
    const preview = await importOf(book)
    expect(preview.problems).toEqual([])
    expect(preview.changes).toEqual([])
  })
})

describe('a file with mistakes', () => {
  it('names sheet, column and row of each, and ends nothing because of them', async () => {
    const book = await workbook()
    const matters = sheet(book, MATTERS)
    const put = (code: string, path: string, value: ExcelJS.CellValue): string => {
      const [row, column] = [rowOf(matters, code), columnOf(matters, path)]
      matters.getRow(row).getCell(column).value = value
      return `${MATTERS}!${matters.getColumn(column).letter}${row}`
    }
    const [a, b, c, d] = stage.files.matters.filter((m) => m.kind === 'matter').slice(3) as [
      Matter,
      Matter,
      Matter,
      Matter,
    ]
    const expected = [
      put(a.code, 'conditions.limit.amount', '两天'),
      put(b.code, 'kind', '其他'),
      put(c.code, 'conditions.level', 9),
      put(d.code, 'name.en', null),
    ]
    const places = { last: matters.rowCount + 1 }
    matters.addRow(['', '2026-07-01', '', '', '', '', '没有代码'])
    const preview = await importOf(book)
    const at = preview.problems.map((p) => p.at)
    for (const place of expected.slice(0, 3)) expect(at).toContain(place)
    // A missing cell is named by its entry's row.
    expect(
      at.some((place) => place?.startsWith(MATTERS) === true && place.endsWith(String(rowOf(matters, d.code)))),
    ).toBe(true)
    expect(at).toContain(`${MATTERS}!A${places.last}`)
    expect(preview.problems.every((p) => p.text.zh !== '' && p.text.en !== '')).toBe(true)
    expect(preview.changes.some((change) => change.how === 'ended')).toBe(false)
  })

  it('gaps between versions and lines of successors that run in circles are told with their rows', async () => {
    const book = await workbook()
    const matters = sheet(book, MATTERS)
    const [validTo, replacedBy] = [columnOf(matters, 'validTo'), columnOf(matters, 'replacedBy')]
    const [a, b] = stage.files.matters.filter((m) => m.kind === 'matter') as [Matter, Matter]
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = matters.getRow(rowOf(matters, one.code))
      row.getCell(validTo).value = '2027-12-31'
      row.getCell(replacedBy).value = other.code
    }
    const gap = matters.getRow(rowOf(matters, 'M001'))
    gap.getCell(validTo).value = '2026-12-31'
    const later = [...(gap.values as ExcelJS.CellValue[]).slice(1)]
    later[1] = '2027-02-01'
    later[validTo - 1] = null
    const added = matters.addRow(later).number
    const preview = await importOf(book)
    const cycles = preview.problems.filter((p) => p.text.zh.includes('成环'))
    expect(cycles.map((p) => p.id).sort()).toEqual([a, b].map((m) => entryId('matter', m)).sort())
    expect(cycles[0]?.at).toBe(`${MATTERS}!${matters.getColumn(replacedBy).letter}${rowOf(matters, a.code)}`)
    const [between] = preview.problems.filter((p) => p.text.zh.includes('没有版本'))
    expect(between).toMatchObject({ id: 'M001@2027-02-01', at: `${MATTERS}!B${added}` })
    expect(await stage.entry('matter', entryId('matter', ponding()))).toMatchObject({
      body: expect.not.objectContaining({ validTo: '2026-12-31' }),
    })
  })

  it('cycles of former codes are told from JSON with their place', async () => {
    const bytes = edited(await exportedText(), (document) => {
      const codes = document['formerCode'] as { standard: string; kind: string; code: string; becomes?: object }[]
      const [x, y] = codes
      if (x === undefined || y === undefined) return
      x.becomes = { standard: y.standard, kind: y.kind, code: y.code }
      y.becomes = { standard: x.standard, kind: x.kind, code: x.code }
    })
    const { problems } = await stage.catalogue.readImport(bytes)
    expect(problems.filter((p) => p.text.zh.includes('成环')).map((p) => p.at)).toEqual([
      'formerCode[0]',
      'formerCode[1]',
    ])
  })

  it('doubled rows, rows that disagree, unknown sheets and missing columns', async () => {
    const book = await workbook()
    const components = sheet(book, '部件 component')
    const last = components.rowCount
    components.addRow((components.getRow(last).values as ExcelJS.CellValue[]).slice(1))
    const matters = sheet(book, MATTERS)
    const row = rowOf(matters, ponding().code)
    matters.insertRow(row + 1, (matters.getRow(row).values as ExcelJS.CellValue[]).slice(1))
    matters.getRow(row + 1).getCell(columnOf(matters, 'name.zh')).value = '另一个名字'
    sheet(book, '责任分工 responsibility').spliceColumns(4, 1)
    book.addWorksheet('备注').addRow(['x'])
    const { problems } = await importOf(book)
    const said = problems.map((p) => `${p.at ?? ''} ${p.text.zh}`)
    expect(said).toContainEqual(expect.stringContaining(`部件 component!A${last + 1} 与第 ${last} 行重复`))
    expect(said).toContainEqual(expect.stringContaining(`${row + 1} 与同一条目第 ${row} 行所写不同`))
    expect(said).toContainEqual(expect.stringContaining('责任分工 responsibility 缺少列：主办（lead）'))
    expect(said).toContainEqual('备注 不认识的工作表「备注」')
  })

  it('a sheet emptied by mistake ends nothing; rows taken out end their entries', async () => {
    const book = await workbook()
    const formers = sheet(book, '旧版代码 formerCode')
    for (let n = 3; n <= formers.rowCount; n++) formers.getRow(n).values = []
    const emptied = await importOf(book)
    expect(emptied.problems.map((p) => p.kind)).toEqual(['formerCode'])
    expect(emptied.changes).toEqual([])
    const again = await workbook()
    sheet(again, '旧版代码 formerCode').spliceRows(sheet(again, '旧版代码 formerCode').rowCount, 1)
    const last = stage.files.formerCodes.at(-1)
    expect((await importOf(again)).changes.map((c) => [c.id, c.how])).toEqual([
      [last === undefined ? '' : entryId('formerCode', last), 'ended'],
    ])
  })
})

/** A zip file of one part, deflated. */
function zipOf(name: string, content: Buffer, declared = content.length): Buffer {
  const packed = deflateRawSync(content, { level: 9 })
  const label = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(declared, 22)
  local.writeUInt16LE(label.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(declared, 24)
  entry.writeUInt16LE(label.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + label.length, 12)
  end.writeUInt32LE(local.length + label.length + packed.length, 16)
  return Buffer.concat([local, label, packed, entry, label, end])
}

describe('a file that is no catalogue', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'wrongMediaType'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'wrongMediaType'],
    ['an old or protected workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'wrongMediaType'],
    ['broken JSON', Buffer.from('{"format":'), 'invalid'],
    ['other JSON', Buffer.from('{"a":1}'), 'invalid'],
    ['half a zip', Buffer.from('504b0304aaaa', 'hex'), 'invalid'],
    ['another zip', zipOf('word/document.xml', Buffer.from('<x/>')), 'invalid'],
    ['a macro', zipOf('xl/vbaProject.bin', Buffer.from('x')), 'wrongMediaType'],
    ['a zip bomb that tells its size', zipOf('xl/workbook.xml', Buffer.alloc(64 * 1024 * 1024)), 'tooLarge'],
    ['a zip bomb that lies', zipOf('xl/workbook.xml', Buffer.alloc(64 * 1024 * 1024), 10), 'tooLarge'],
    ['entities', zipOf('xl/workbook.xml', Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><x/>')), 'invalid'],
    ['too many rows', zipOf('xl/worksheets/sheet1.xml', Buffer.from('<row/>'.repeat(20_001))), 'invalid'],
    ['more than 4 MB', Buffer.alloc(4 * 1024 * 1024 + 1, '{'), 'tooLarge'],
  ])('%s', async (_name, bytes, code) => {
    const problem = await refusal(bytes)
    expect(problem.code).toBe(code)
    expect(problem.detail.zh).not.toBe('')
  })

  it('a workbook of 20,001 rows', async () => {
    const book = await workbook()
    const matters = sheet(book, MATTERS)
    for (let i = 0; i < 20_001; i++) matters.addRow(['x'])
    expect((await refusal(Buffer.from(await book.xlsx.writeBuffer()))).code).toBe('tooLarge')
  }, 30_000)

  it('a workbook of other tables', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('说明 about').addRow(['x'])
    expect((await refusal(Buffer.from(await book.xlsx.writeBuffer()))).code).toBe('invalid')
  })

  it('JSON with kinds that are none, no lists, no entries or the same twice', async () => {
    const bytes = edited(await exportedText(), (document) => {
      document['feed'] = []
      document['matter'] = {} as never
      document['component'] = [7, document['component']?.[0], document['component']?.[0]]
      document['formerCode'] = []
    })
    const { problems, changes } = await stage.catalogue.readImport(bytes)
    expect(problems.map((p) => [p.kind, p.at])).toEqual(
      [
        ['component', 'component[0]'],
        ['component', 'component[2]'],
        ['matter', 'matter'],
        ['feed', 'feed'],
        ['formerCode', undefined],
      ].sort(
        (x, y) =>
          problems.findIndex((p) => p.kind === x[0] && p.at === x[1]) -
          problems.findIndex((p) => p.kind === y[0] && p.at === y[1]),
      ),
    )
    expect(changes.filter((c) => c.how === 'ended')).toEqual([])
  })
})
