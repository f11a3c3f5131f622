// Figures as lines of JSON or as a table with the machine they were measured on.
import { cpus } from 'node:os'
import type { Figure } from './bench.ts'

const ratioOf = (f: Figure): number | null => (f.baseline === undefined ? null : f.value / f.baseline)
const short = (n: number): number => Number(n.toPrecision(4))

/** One line: name, value, unit, baseline, ratio. */
export function toJson(f: Figure): string {
  const ratio = ratioOf(f)
  return JSON.stringify({
    name: f.name,
    value: short(f.value),
    unit: f.unit,
    baseline: f.baseline === undefined ? null : short(f.baseline),
    ratio: ratio === null ? null : short(ratio),
  })
}

const number = (n: number): string =>
  n.toLocaleString('en', n >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })

/** An aligned table; text to the left, numbers to the right. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map((f) => {
    const ratio = ratioOf(f)
    return [
      f.name,
      number(f.value),
      f.unit,
      f.baseline === undefined ? '' : number(f.baseline),
      ratio === null ? '' : `${ratio.toFixed(2)}×`,
      f.against ?? '',
    ]
  })
  const table = [['figure', 'value', 'unit', 'baseline', 'ratio', 'baseline is'], ...rows]
  const widths = table[0]?.map((_, c) => Math.max(...table.map((row) => row[c]?.length ?? 0))) ?? []
  const isNumber = (c: number): boolean => c === 1 || c === 3 || c === 4
  const lines = table.map((row) =>
    row
      .map((cell, c) => (isNumber(c) ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  lines.splice(1, 0, widths.map((w) => '─'.repeat(w)).join('  '))
  return lines.join('\n')
}

export const MACHINE = (): string => {
  const cores = cpus()
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, Node ${process.version}, ${process.platform}-${process.arch}`
}

export const HOW_TO_READ = `Read the ratios: value and baseline were measured in turns in this same run, so what else the machine does cancels out in
them and not in the values. Rates (…/s): higher is better. Costs and times (µs, ms, bytes): lower is better. «CPU µs» counts the
measured process with all its threads (hub, embedded database), not the publishers, which are a process of their own.`
