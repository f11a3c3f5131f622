// An empty spreadsheet. The library is fetched for the first that is asked for: no start waits for it.
import type { Workbook } from 'exceljs'

export async function newWorkbook(): Promise<Workbook> {
  const { default: ExcelJS } = await import('exceljs')
  return new ExcelJS.Workbook()
}
