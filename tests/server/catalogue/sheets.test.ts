// The workbook's columns against the schemas, and single cells both ways.
import type ExcelJS from 'exceljs'
import Type, { type TSchema } from 'typebox'
import { describe, expect, it } from 'vitest'
import { fromCell, fromMinutes, toCell, toMinutes } from '../../../src/server/catalogue/sheets/cells.ts'
import { SHEETS, SINGLES, columnsOf, type Form } from '../../../src/server/catalogue/sheets/columns.ts'
import { emptySingle, putSingle, singleRows } from '../../../src/server/catalogue/sheets/singles.ts'
import { loadReference } from '../../../src/server/reference/load.ts'
import { CATALOGUE_KINDS } from '../../../src/wire/catalogue.ts'
import { REFERENCE_FILES } from '../../../src/wire/reference.ts'

/** Dotted paths of everything an entry can say; lists of texts are one field, lists of objects are entered, but for what stands whole in one cell. */
function fieldsOf(schema: TSchema, whole: ReadonlySet<string>, path = ''): string[] {
  if (whole.has(path)) return [path]
  if (Type.IsObject(schema))
    return Object.entries(schema.properties).flatMap(([name, inner]) =>
      fieldsOf(inner, whole, path === '' ? name : `${path}.${name}`),
    )
  if (Type.IsArray(schema) && Type.IsObject(schema.items)) return fieldsOf(schema.items, whole, path)
  return [path]
}

describe('sheets', () => {
  it('are there for every kind', () => {
    expect([...SHEETS.map((s) => s.kind), ...Object.keys(SINGLES)].sort()).toEqual([...CATALOGUE_KINDS].sort())
  })

  it.each(SHEETS)('$kind has a column for every field of its schema, and no other', (plan) => {
    const columns = columnsOf(plan)
    const whole = new Set(columns.filter((c) => c.form.type === 'json' || c.form.type === 'steps').map((c) => c.path))
    expect(columns.map((c) => c.path).sort()).toEqual(
      fieldsOf(REFERENCE_FILES[plan.kind].schema as TSchema, whole).sort(),
    )
  })
})

describe('a cell', () => {
  const UNIT: Form = { type: 'word', words: { workDay: { zh: '工作日', en: 'working days' } } }
  it.each<[Form, ExcelJS.CellValue, unknown]>([
    [{ type: 'text' }, '  全角：ＡＢ（甲）  ', '全角：ＡＢ（甲）'],
    [{ type: 'text' }, 'a\r\nb', 'a\nb'],
    [{ type: 'text' }, 12.5, '12.5'],
    [{ type: 'text' }, true, 'true'],
    [{ type: 'text' }, { text: '链接', hyperlink: 'http://x' }, '链接'],
    [{ type: 'text' }, '   ', undefined],
    [{ type: 'code', digits: 5 }, 1001, '01001'],
    [{ type: 'code', digits: 5 }, '０１００１ ', '01001'],
    [{ type: 'code', digits: 5 }, '1001', '1001'],
    [{ type: 'code', digits: 4 }, new Date(Date.UTC(1899, 11, 30) + 101 * 86_400_000), '0101'],
    [{ type: 'code' }, 321002001, '321002001'],
    [{ type: 'date' }, new Date(Date.UTC(2026, 6, 1)), '2026-07-01'],
    [{ type: 'date' }, 46_204, '2026-07-01'],
    [{ type: 'date' }, '2026/7/1', '2026-07-01'],
    [{ type: 'date' }, '２０２６年７月１日', '2026-07-01'],
    [{ type: 'date' }, '20260701', '2026-07-01'],
    [{ type: 'number' }, '２．５', 2.5],
    [{ type: 'number' }, { formula: 'A1', result: 3 }, 3],
    [{ type: 'number' }, { formula: 'A1' } as ExcelJS.CellFormulaValue, undefined],
    [UNIT, ' 工作日', 'workDay'],
    [UNIT, 'WORKDAY', 'workDay'],
    [UNIT, 'Working days', 'workDay'],
    [{ type: 'list' }, '甲、乙，丙;丁\n戊 ', ['甲', '乙', '丙', '丁', '戊']],
    [{ type: 'list' }, '["甲、乙"]', ['甲、乙']],
    [{ type: 'numbers' }, '15、20， ４０', [15, 20, 40]],
    [
      { type: 'steps' },
      'Ⅳ=101、3：151\nII = 201',
      [
        { level: 4, limit: 101 },
        { level: 3, limit: 151 },
        { level: 2, limit: 201 },
      ],
    ],
    [{ type: 'json' }, '{"type":"now"}', { type: 'now' }],
  ])('%j %j', (form, cell, value) => {
    expect(fromCell(form, cell)).toEqual(value === undefined ? {} : { value })
  })

  it.each<[Form, ExcelJS.CellValue]>([
    [{ type: 'number' }, '两天'],
    [{ type: 'number' }, 'Infinity'],
    [{ type: 'date' }, '明年'],
    [{ type: 'date' }, 7],
    [{ type: 'date' }, new Date(NaN)],
    [UNIT, '礼拜'],
    [{ type: 'list' }, '["甲"'],
    [{ type: 'numbers' }, '15、二十'],
    [{ type: 'steps' }, '4=101、5=3'],
    [{ type: 'steps' }, '4=很多'],
    [{ type: 'json' }, '{type: now}'],
    [{ type: 'text' }, { error: '#REF!' }],
    [{ type: 'text' }, { formula: 'A1', result: { error: '#N/A' } }],
    [{ type: 'text' }, '#VALUE!'],
    [{ type: 'text' }, 'x'.repeat(32_768)],
    [{ type: 'text' }, { richText: Array.from({ length: 2000 }, () => ({ text: 'x' })) }],
  ])('that cannot be read says why: %j %#', (form, cell) => {
    const { value, problem } = fromCell(form, cell)
    expect(value).toBeUndefined()
    expect(problem?.zh).toBeTruthy()
    expect(problem?.en).toBeTruthy()
  })

  it.each<[Form, unknown]>([
    [{ type: 'list' }, ['甲', '乙']],
    [{ type: 'list' }, ['甲、乙', ' 丙', '[丁']],
    [{ type: 'list' }, ['']],
    [{ type: 'code', digits: 5 }, '01001'],
    [{ type: 'text' }, '=1+1'],
    [UNIT, 'workDay'],
    [{ type: 'number' }, 0.5],
    [{ type: 'numbers' }, [15, -0.5, 1e-7]],
    [
      { type: 'steps' },
      [
        { level: 4, limit: -1.5 },
        { level: 1, limit: 0 },
      ],
    ],
    [{ type: 'json' }, { where: ['a'] }],
  ])('comes back as it went: %j %j', (form, value) => {
    expect(fromCell(form, toCell(form, value))).toEqual({ value })
  })

  it.each<[ExcelJS.CellValue, number | undefined]>([
    ['08:30', 510],
    ['８：３０', 510],
    ['24:00', 1440],
    [510 / 1440, 510],
    [new Date(Date.UTC(1899, 11, 30, 8, 30)), 510],
    ['8点', undefined],
    [null, undefined],
  ])('of a time: %j', (cell, minutes) => {
    expect(toMinutes(cell).value).toBe(minutes)
    if (minutes !== undefined) expect(toMinutes(fromMinutes(minutes)).value).toBe(minutes)
  })
})

describe('kinds of one entry', () => {
  it.each(['loop', 'desk', 'evaluation'] as const)('%s comes back from its rows as it was', async (kind) => {
    const reference = await loadReference('city/yangzhou')
    const body = emptySingle(kind)
    const problems = singleRows(kind, reference).flatMap(([, field, value, second]) =>
      putSingle(kind, body, { field, value, second }),
    )
    expect(problems).toEqual([])
    expect(body).toEqual(reference[kind])
  })
  it('a list stands member by member, a field of another list is not known', async () => {
    const fields = singleRows('desk', await loadReference('city/yangzhou')).map(([, field]) => field)
    const shifts = fields.filter((field) => field.startsWith('shifts.'))
    expect(shifts.slice(0, 6).map((field) => field.split('.')[1])).toEqual(['0', '0', '0', '0', '0', '1'])
    expect(putSingle('desk', {}, { field: 'shifts.0.weight', value: '1', second: null })).toHaveLength(1)
  })
})
