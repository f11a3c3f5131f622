// From a key to a composed brief: gathers what it is composed from and hands it to the rules. Keeps nothing.
import { composeBrief } from '../../core/brief/compose.ts'
import type { DocumentAsk } from '../../core/brief/document.ts'
import { composeFlash } from '../../core/brief/flash.ts'
import { parseKey } from '../../core/brief/key.ts'
import type { Brief } from '../../core/brief/types.ts'
import { ROLE_WORDS } from '../../wire/words.ts'
import type { Now } from '../ports.ts'
import { notFound } from '../problems.ts'
import { gatherFacts, type FactsDeps } from './facts.ts'
import { bodyOf, stateOf } from './log.ts'

export interface ComposeDeps {
  readonly facts: FactsDeps
  readonly now: Now
}

/** As of the end of the period, or of now while it runs; of what is known now. */
export const composer =
  ({ facts, now }: ComposeDeps) =>
  async (key: string, { kind, date, from, to, title, filter }: DocumentAsk): Promise<Brief> => {
    const knownAt = now()
    if (kind === 'flash') return flash(facts, key, knownAt)
    return composeBrief(
      await gatherFacts(facts, {
        ...{ key, kind, date, from, to, knownAt },
        ...(title && { title }),
        ...(filter && { filter }),
      }),
    )
  }

/** A report on a case goes on until it is written. */
async function flash(facts: FactsDeps, key: string, asOf: number): Promise<Brief> {
  const { db, reference } = facts
  const parsed = parseKey(key)
  if (parsed?.kind !== 'flash') throw new Error(`${key} is no report on a case`)
  const { incident, n } = parsed
  const rows = await db.query
    .selectFrom('incident_event')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('n')
    .execute()
  const stored = await db.query.selectFrom('incident').select('body').where('id', '=', incident).executeTakeFirst()
  const body = stored?.body
  const matter =
    body?.snapshot?.name ?? (body?.matter === undefined ? undefined : reference.matters.get(body.matter)?.name)
  const since = n > 1 ? await cutOffOf(facts, `flash-${incident}-${n - 1}`) : undefined
  const shifts = await facts.shifts(asOf - 1, asOf)
  // The one who answers for the desk first.
  const people = shifts.flatMap((shift) => shift.people)
  const person = (people.find(({ post }) => post.zh === ROLE_WORDS.dutyChief.zh) ?? people[0])?.name
  const { name } = reference.city
  const brief = composeFlash({
    ...{ key, n, asOf, utcOffsetMinutes: reference.city.utcOffsetMinutes },
    events: rows.map((e) => ({
      ...{ incident, n: e.n, actor: e.actor, because: e.because, body: e.body },
      occurredAt: e.occurred_at.getTime(),
      recordedAt: e.recorded_at.getTime(),
    })),
    department: (id) => reference.departments.get(id)?.short ?? { zh: id, en: id },
    areaName: reference.areaName(body?.place.area ?? reference.city.code),
    contact: {
      office: { zh: `${name.zh}城市运行值班室`, en: `${name.en} city operations duty desk` },
      ...(person !== undefined && { person }),
    },
    ...(matter && { matter }),
    ...(since !== undefined && { since }),
  })
  if (brief === undefined) throw notFound({ zh: '案卷', en: 'case' })
  return brief
}

async function cutOffOf({ db }: FactsDeps, key: string): Promise<number | undefined> {
  const doc = await stateOf(db.query, key)
  return doc?.printed === undefined ? undefined : ((await bodyOf(db.query, key, doc.printed)) as Brief).asOf
}
