// What could be put under supervision and is not: cases long overdue, places complained about again and again. Proposes only.
import { HOUR_MS, DAY_MS } from '../../core/clock/calendar.ts'
import type { Incident } from '../../core/incident/types.ts'
import { isStanding } from '../cases/states.ts'
import { maskTexts } from '../../core/mask.ts'
import type { SupervisionRules } from '../../core/supervise/log.ts'
import { repeatedOf } from '../../core/supervise/repeated.ts'
import type { SuperviseNames } from '../../core/supervise/words.ts'
import type { Causes } from '../../wire/supervisions.ts'
import { publicTitle } from '../cases/row.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Queries } from '../store/db.ts'

/** More than anyone goes through; the longest overdue and the largest groups come first. */
const MOST = 50
/** Reports looked at for places: the newest. */
const LOOKED_AT = 50_000
/** What people say; sensors and patrols repeat themselves for other reasons. */
const COMPLAINTS = ['hotline', 'citizen'] as const

export interface CauseFacts {
  readonly query: Queries
  readonly reference: ReferenceIndex
  readonly rules: SupervisionRules
  readonly names: SuperviseNames
  readonly now: number
}

export async function causesNow(facts: CauseFacts): Promise<Causes> {
  const { query } = facts
  const taken = await query
    .selectFrom('supervision')
    .select('incident')
    .where('ended_at', 'is', null)
    .where('incident', 'is not', null)
    .execute()
  const supervised = new Set(taken.flatMap(({ incident }) => incident ?? []))
  return maskTexts([...(await overdue(facts, supervised)), ...(await repeated(facts, supervised))])
}

async function overdue(
  { query, reference, rules, names, now }: CauseFacts,
  supervised: ReadonlySet<string>,
): Promise<Causes> {
  const rows = await query
    .selectFrom('incident')
    .select('body')
    .where(isStanding)
    .where('due_at', '<', new Date(now - rules.overdueHours * HOUR_MS))
    .orderBy('due_at')
    .limit(MOST + supervised.size)
    .execute()
  return rows
    .filter(({ body }) => !supervised.has(body.id))
    .slice(0, MOST)
    .map(({ body }): Causes[number] => {
      const title = publicTitle(body, reference)
      const due = dueOf(body)
      const by =
        due === undefined ? { zh: '', en: '' } : { zh: `，限 ${names.time(due)}`, en: `, due ${names.time(due)}` }
      const seen = {
        zh: `${body.code} ${title.zh}（已超期${by.zh}）`,
        en: `${body.code} ${title.en} (overdue${by.en})`,
      }
      return {
        origin: 'overdue',
        title,
        anchor: { kind: 'incident', id: body.id, incident: body.id, seen, level: body.level, asOf: now },
        ...(body.lead !== undefined && { lead: body.lead }),
        incidents: [body.id],
      }
    })
}

/** Deadline that has passed first. */
function dueOf({ clocks }: Incident): number | undefined {
  const dues = Object.values(clocks).flatMap((clock) => (clock.stoppedAt === undefined ? [clock.dueAt] : []))
  return dues.length === 0 ? undefined : Math.min(...dues)
}

async function repeated(
  { query, reference, rules, now }: CauseFacts,
  supervised: ReadonlySet<string>,
): Promise<Causes> {
  const { days } = rules.repeated
  const rows = await query
    .selectFrom('incident')
    .select(['id', 'matter', 'opened_at', 'lng', 'lat'])
    .where('source', 'in', COMPLAINTS)
    .where('matter', 'is not', null)
    .where('opened_at', '>=', new Date(now - days * DAY_MS))
    .orderBy('opened_at', 'desc')
    .limit(LOOKED_AT)
    .execute()
  const groups = repeatedOf(
    rows.map(({ id, matter, opened_at, lng, lat }) => ({
      id,
      matter: matter ?? '',
      at: opened_at.getTime(),
      lng,
      lat,
    })),
    rules.repeated,
  )
    .filter((group) => !group.some(({ id }) => supervised.has(id)))
    .slice(0, MOST)
  const newest = groups.flatMap(([first]) => first?.id ?? [])
  if (newest.length === 0) return []
  const found = await query.selectFrom('incident').select('body').where('id', 'in', newest).execute()
  const bodies = new Map(found.map(({ body }) => [body.id, body]))
  return groups.flatMap((group): Causes => {
    const body = bodies.get(group[0]?.id ?? '')
    if (!body) return []
    const title = publicTitle(body, reference)
    const seen = {
      zh: `${title.zh}：近 ${days} 日同类反映 ${group.length} 件，最近一件 ${body.code}`,
      en: `${title.en}: ${group.length} alike reports in ${days} days, the latest ${body.code}`,
    }
    return [
      {
        origin: 'repeated',
        title,
        anchor: { kind: 'incident', id: body.id, incident: body.id, seen, value: group.length, unit: '件', asOf: now },
        ...(body.lead !== undefined && { lead: body.lead }),
        incidents: group.map(({ id }) => id),
      },
    ]
  })
}
