// Labelled citizen complaints as a replay: real sentences for the learner, read where they lie, never copied. Absent: undefined.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Complaint {
  /** As it was said. */
  readonly text: string
  /** The same in words, where the file has them. */
  readonly words: readonly string[]
  readonly label: string
}

const FOLDER = process.env['YIWANG_SHARED_DATA'] ?? '../shared/data'
/** Fixes the order of the replay: the files are sorted by label in stretches. */
const KEY = 'yiwang-intake'

/** Fields may be quoted and hold commas, quotes and line ends. */
function fieldsOf(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < csv.length; at += 1) {
    const c = csv[at] ?? ''
    if (quoted) {
      if (c !== '"') field += c
      else if (csv[at + 1] === '"') field += csv[(at += 1)] ?? ''
      else quoted = false
    } else if (c === '"') quoted = true
    else if (c === ',' || c === '\n') {
      row.push(field)
      field = ''
      if (c === '\n') {
        rows.push(row)
        row = []
      }
    } else if (c !== '\r') field += c
  }
  if (field !== '' || row.length > 0) rows.push([...row, field])
  return rows
}

const orderOf = (one: Complaint): string => createHash('sha256').update(`${KEY}|${one.label}|${one.text}`).digest('hex')

/** Each once, in an order fixed by a key. The words are put together again without blanks: nobody types words apart. */
export function readComplaints(file: 'tokens' | 'raw'): readonly Complaint[] | undefined {
  const path = join(FOLDER, 'complaints_zh', file === 'tokens' ? 'train_tokens.csv' : 'raw_sample.csv')
  if (!existsSync(path)) return undefined
  const rows = fieldsOf(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')).slice(1)
  const all = rows.flatMap((row): Complaint[] => {
    const label = row.at(-1)?.trim() ?? ''
    if (label === '' || row.length < 2) return []
    if (file === 'raw') return [{ text: `${row[1] ?? ''}。${row[2] ?? ''}`, words: [], label }]
    const words = (row[0] ?? '').split(/\s+/).filter((word) => word !== '')
    return words.length === 0 ? [] : [{ text: words.join(''), words, label }]
  })
  const keyed = new Map(all.map((one) => [orderOf(one), one]))
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

/** What a model must beat: multinomial naive Bayes over words with Laplace's rule. Learns the first, is asked about the second. */
export function naiveBayesRight(learned: readonly Complaint[], asked: readonly Complaint[]): number {
  const counts = new Map<string, Map<string, number>>()
  const totals = new Map<string, number>()
  const docs = new Map<string, number>()
  const vocabulary = new Set<string>()
  for (const { words, label } of learned) {
    const own = counts.get(label) ?? new Map<string, number>()
    counts.set(label, own)
    docs.set(label, (docs.get(label) ?? 0) + 1)
    for (const word of words) {
      vocabulary.add(word)
      own.set(word, (own.get(word) ?? 0) + 1)
      totals.set(label, (totals.get(label) ?? 0) + 1)
    }
  }
  const bestOf = (words: readonly string[]): string | undefined => {
    let best: { readonly label: string; readonly score: number } | undefined
    for (const [label, own] of counts) {
      let score = Math.log((docs.get(label) ?? 0) / learned.length)
      for (const word of words)
        if (vocabulary.has(word))
          score += Math.log(((own.get(word) ?? 0) + 1) / ((totals.get(label) ?? 0) + vocabulary.size))
      if (!best || score > best.score) best = { label, score }
    }
    return best?.label
  }
  return asked.filter(({ words, label }) => bestOf(words) === label).length / asked.length
}
