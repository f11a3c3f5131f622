// What of an obligation counts in a period. The store asks the same of its rows in SQL (server/evaluate/tally.ts); a test holds
// the two together.
import type { Facts, Obligation, Span, Tally } from './types.ts'

/** Digits of a street's code: finer places are told by their street. */
export const STREET_DIGITS = 9

/** Undefined: it has nothing to do with the period, or never was. */
export function factsOf(row: Obligation, span: Span): Facts | undefined {
  const { from, to, asOf } = span
  if (row.outcome === 'undone' || row.startedAt >= to) return undefined
  const past = row.endedAt !== undefined && row.endedAt < to
  const { dueAt } = row
  const touches = row.endedAt === undefined || row.endedAt >= from || (dueAt !== undefined && dueAt >= from)
  if (!touches) return undefined
  const outcome = past ? row.outcome : 'open'
  const late = past && dueAt !== undefined && (row.endedAt ?? 0) > dueAt
  const due = dueAt !== undefined && dueAt >= from && dueAt < to && dueAt <= asOf
  return {
    stage: row.stage,
    ...(row.department !== undefined && { department: row.department }),
    area: row.area.slice(0, STREET_DIGITS),
    ...(row.role !== undefined && { role: row.role }),
    ...(row.person !== undefined && { person: row.person }),
    outcome,
    begun: row.startedAt >= from,
    // Whoever sent it back, or had it taken away, before the deadline no longer owed it; after the deadline it is missed.
    owed:
      due &&
      (outcome === 'open' ||
        outcome === 'done' ||
        outcome === 'missed' ||
        ((outcome === 'returned' || outcome === 'forced') && late)),
    ended: past && (row.endedAt ?? 0) >= from,
    late,
    overdue: outcome === 'open' && dueAt !== undefined && dueAt < Math.min(to, asOf),
    extended: row.extensions > 0,
    exempt: row.exempt,
    reworked: row.reworked,
    returned: row.returned,
    excluded: row.excluded,
    ...(row.rating !== undefined && { rating: row.rating }),
    ...(row.solved !== undefined && { solved: row.solved }),
    simulated: row.simulated,
  }
}

/** Each obligation that touches the period, counted once. */
export function talliesOf(rows: Iterable<Obligation>, span: Span): Tally[] {
  const found: Tally[] = []
  for (const row of rows) {
    const facts = factsOf(row, span)
    if (facts) found.push({ ...facts, count: 1, spentMs: row.spentMs ?? 0 })
  }
  return found
}
