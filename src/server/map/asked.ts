// What was asked about an area: whether it makes sense, who asks, and the same area as a condition of the store.
import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '../../core/incident/types.ts'
import { boxOf, opened, polygonFault, type Polygon, type PolygonFault } from '../../core/place/polygon.ts'
import type { Text } from '../../core/text.ts'
import type { InsideQuestion } from '../../wire/map.ts'
import { invalid } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'

const FAULTS: Readonly<Record<PolygonFault, Text>> = {
  tooFewPoints: { zh: '每个环至少要三个点', en: 'Each ring needs at least three points' },
  tooManyPoints: { zh: '点数超过 1000，请画得简单些', en: 'More than 1,000 points: draw it more simply' },
  offEarth: { zh: '有的点不在地球上', en: 'A point is not on the earth' },
  crossing: { zh: '图形自相交，分不清内外', en: 'The area crosses itself: it has no clear inside' },
  tooSmall: { zh: '范围太小（不足 25 平方米）', en: 'The area is too small (under 25 m²)' },
  tooLarge: { zh: '范围太大（超过 10 万平方公里）', en: 'The area is too large (over 100,000 km²)' },
}
const LONGEST_MS = 400 * 86_400_000

export interface Window {
  readonly from: number
  readonly to: number
}

/** A question that makes sense. */
export interface AskedArea {
  readonly polygon: Polygon
  readonly window: Window | undefined
  /** Undefined: all. */
  readonly kinds: ReadonlySet<string> | undefined
}

/** Throws a ProblemError that names the field. */
export function checkWindow({ from, to }: Window): Window {
  if (to <= from) throw invalid('/to', { zh: '结束时间须晚于开始时间', en: 'The end must be after the beginning' })
  if (to - from > LONGEST_MS)
    throw invalid('/to', { zh: '时间跨度不得超过 400 天', en: 'The span is at most 400 days' })
  return { from, to }
}

/** Throws a ProblemError that names the field. */
export function checkAsked({ polygon: drawn, from, to, kinds }: InsideQuestion, reference: ReferenceIndex): AskedArea {
  const fault = polygonFault(drawn)
  if (fault !== undefined) throw invalid('/polygon', FAULTS[fault])
  if ((from === undefined) !== (to === undefined))
    throw invalid(from === undefined ? '/from' : '/to', {
      zh: '开始与结束时间须一并给出',
      en: 'Beginning and end go together',
    })
  for (const [i, kind] of (kinds ?? []).entries())
    if (!reference.sensorKinds.has(kind))
      throw invalid(`/kinds/${i}`, { zh: `没有「${kind}」这类设备`, en: `There is no kind of sensor “${kind}”` })
  return {
    polygon: drawn.map(opened),
    window: from === undefined || to === undefined ? undefined : checkWindow({ from, to }),
    kinds: kinds && new Set(kinds),
  }
}

/** Rows whose point lies inside: the box first, which an index may know, then the rings by the even-odd rule. */
export function inPolygon(
  polygon: Polygon,
  lng: RawBuilder<unknown> = sql`lng`,
  lat: RawBuilder<unknown> = sql`lat`,
): RawBuilder<boolean> {
  const [west, south, east, north] = boxOf(polygon)
  const rings = polygon.map((ring) => {
    const points = ring.map(([x, y]) => `(${x},${y})`).join(',')
    return sql`(${`(${points})`}::polygon @> point(${lng}, ${lat}))::int`
  })
  return sql`(${lng} between ${west} and ${east} and ${lat} between ${south} and ${north}
    and (${sql.join(rings, sql` + `)}) % 2 = 1)`
}

/** Cases this actor may know of: a department its own. */
export const visibleTo = ({ role, department = '' }: Actor): RawBuilder<boolean> =>
  role === 'department' ? sql`(lead = ${department} or ${department} = any(assist))` : sql`true`

/** Reports this actor may know of: a department those of its own cases. */
export const reportsOf = (actor: Actor): RawBuilder<boolean> =>
  actor.role === 'department' ? sql`incident in (select id from incident where ${visibleTo(actor)})` : sql`true`
