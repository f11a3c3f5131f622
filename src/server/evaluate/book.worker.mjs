// Writes a workbook from the pieces that book.ts hands over, and answers its bytes. Plain JavaScript: it is loaded as it is.
// @ts-check
import { parentPort } from 'node:worker_threads'
import ExcelJS from 'exceljs'

if (parentPort === null) throw new Error('book.worker.mjs runs as a worker thread only')
const port = parentPort
const book = new ExcelJS.Workbook()
/** @type {ExcelJS.Worksheet | undefined} */
let sheet
/** @type {readonly { column: number, format: string }[]} */
let formats = []
let prose = false

/** @param {{ sheet: string, widths: number[], heads?: string[], formats?: typeof formats, prose?: boolean }} plan */
function begin(plan) {
  sheet = book.addWorksheet(plan.sheet, plan.heads ? { views: [{ state: 'frozen', ySplit: 1 }] } : {})
  for (const [i, width] of plan.widths.entries()) sheet.getColumn(i + 1).width = width
  if (plan.heads) {
    const row = sheet.addRow(plan.heads)
    row.font = { bold: true }
    row.alignment = { wrapText: true, vertical: 'top' }
  }
  formats = plan.formats ?? []
  prose = plan.prose ?? false
}

/** @param {(string | number | null)[]} cells */
function add(cells) {
  const row = sheet?.addRow(cells)
  if (row === undefined) throw new Error('rows before the first sheet')
  for (const { column, format } of formats) row.getCell(column).numFmt = format
  if (!prose) return
  row.getCell(1).font = { bold: true }
  row.alignment = { wrapText: true, vertical: 'top' }
}

port.on('message', async (piece) => {
  if (piece === 'end') port.postMessage(new Uint8Array(await book.xlsx.writeBuffer()))
  else if ('rows' in piece) for (const cells of piece.rows) add(cells)
  else begin(piece)
})
