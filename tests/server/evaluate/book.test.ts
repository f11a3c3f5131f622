// A workbook from a thread of its own: what was put is in it, and what goes wrong on either side is told.
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import { writeBook, type Put } from '../../../src/server/evaluate/book.ts'

it('holds the sheets and rows in the order they were put, as what they are', async () => {
  const bytes = await writeBook(async (put) => {
    put({ sheet: '说明', widths: [20], prose: true })
    put({ rows: [['城市', '扬州市'], []] })
    put({ sheet: '得分', widths: [8, 8], heads: ['对象', '率'], formats: [{ column: 2, format: '0.0%' }] })
    await Promise.resolve()
    put({ rows: [['=1+1', 0.5]] })
    put({ rows: [[null, 1]] })
  })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as unknown as ExcelJS.Buffer)
  const [about, scores] = book.worksheets
  expect(about?.name).toBe('说明')
  expect(about?.getCell('A1').font.bold).toBe(true)
  expect(about?.getCell('B1').value).toBe('扬州市')
  // What looks like a formula is a word.
  expect(scores?.getCell('A2').type).toBe(ExcelJS.ValueType.String)
  expect(scores?.getCell('B2')).toMatchObject({ value: 0.5, numFmt: '0.0%' })
  expect([scores?.getCell('A3').value, scores?.getCell('B3').value]).toEqual([null, 1])
})

it('ends with whoever fills it', async () => {
  await expect(writeBook(() => Promise.reject(new Error('the store is away')))).rejects.toThrow('the store is away')
})

it('says what it could not write', async () => {
  const fill = (put: Put): Promise<void> => {
    put({ rows: [['no sheet']] })
    return Promise.resolve()
  }
  await expect(writeBook(fill)).rejects.toThrow('rows before the first sheet')
})
