// Tables of limits and classes against themselves and the metrics there are.
import type { Reference } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'
import { WHAT, checkEditions, checkGrades, keysOf, mustKnow } from './known.ts'

/** Entries of one id, each with its place in the file. */
function* byId<T extends { readonly id: string }>(entries: readonly T[]): Generator<{ edition: T; pointer: string }[]> {
  for (const id of new Set(entries.map((e) => e.id)))
    yield [...entries.entries()].filter(([, e]) => e.id === id).map(([i, edition]) => ({ edition, pointer: `/${i}` }))
}

export function checkLimitTables({ limitTables }: Reference, note: Note): void {
  for (const editions of byId(limitTables)) checkEditions(editions, note)
  for (const [i, { items, night }] of limitTables.entries()) {
    keysOf(
      items,
      (item) => item.id,
      (pointer, zh, en) => note(`/${i}/items${pointer}`, zh, en),
    )
    if (night !== undefined && night.fromHour === night.toHour)
      note(`/${i}/night`, '夜间起止时刻相同', 'night begins when it ends')
    if (night === undefined && items.some((item) => item.night !== undefined))
      note(`/${i}/night`, '有夜间限值却没有夜间时段', 'there are night limits, but no hours of night')
  }
}

export function checkClassTables({ classTables, sensorKinds }: Reference, note: Note): void {
  const metrics = new Set(sensorKinds.flatMap((k) => k.metrics.map((m) => m.id)))
  for (const editions of byId(classTables)) checkEditions(editions, note)
  for (const [i, { classes, items, ranges }] of classTables.entries()) {
    checkGrades(classes, `/${i}/classes`, note)
    keysOf(
      items,
      (item) => item.metric,
      (pointer, zh, en) => note(`/${i}/items${pointer}`, zh, en),
    )
    for (const [n, { metric, bad, limits }] of items.entries()) {
      mustKnow(metrics, metric, WHAT.metric, `/${i}/items/${n}/metric`, note)
      if (limits.length !== classes.length - 1)
        note(
          `/${i}/items/${n}/limits`,
          `${classes.length} 类需要 ${classes.length - 1} 个界限`,
          `${classes.length} classes need ${classes.length - 1} limits`,
        )
      // Two classes may share a limit (carbon monoxide in GB 3095 does), but a worse class is never stricter.
      if (limits.some((limit, k) => k > 0 && (bad === 'above' ? limit < limits[k - 1]! : limit > limits[k - 1]!)))
        note(`/${i}/items/${n}/limits`, '后一类比前一类更严', 'a worse class is stricter than a better one')
    }
    for (const [n, { metric, min, max }] of (ranges ?? []).entries()) {
      mustKnow(metrics, metric, WHAT.metric, `/${i}/ranges/${n}/metric`, note)
      if (min >= max) note(`/${i}/ranges/${n}`, 'min 不小于 max', 'min is not below max')
    }
  }
}
