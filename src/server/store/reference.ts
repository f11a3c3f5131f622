// Reference data in the store: each entry with the interval in which it held. What the files say now is the current version.
import { createHash } from 'node:crypto'
import type { Reference } from '../../wire/reference.ts'
import type { Db } from './db.ts'

interface Entry {
  readonly kind: string
  readonly id: string
  readonly body: string
  readonly hash: string
}

function entriesOf(r: Reference): Entry[] {
  const entry = (kind: string, id: string, value: unknown): Entry => {
    const body = JSON.stringify(value)
    return { kind, id, body, hash: createHash('sha256').update(body).digest('hex') }
  }
  return [
    entry('city', r.city.id, r.city),
    entry('calendar', 'calendar', r.calendar),
    ...r.areas.map((a) => entry('area', a.code, a)),
    ...r.departments.map((d) => entry('department', d.id, d)),
    ...r.matters.map((m) => entry('matter', m.code, m)),
    ...r.responsibilities.map((x) =>
      entry('responsibility', [x.matter, x.condition ?? '*', x.area ?? '*'].join('/'), x),
    ),
    ...r.sensorKinds.map((k) => entry('sensorKind', k.id, k)),
    ...r.feeds.map((f) => entry('feed', f.id, f)),
    ...r.alarmRules.map((a) => entry('alarmRule', a.id, a)),
    ...r.indicators.map((i) => entry('indicator', i.id, i)),
  ]
}

/**
 * Brings the store to what the files say: a changed entry ends its old version and begins a new one, a missing one ends.
 * Returns how many entries changed. Repeating it changes nothing.
 */
export async function saveReference(db: Db, reference: Reference, now: number): Promise<number> {
  const wanted = entriesOf(reference)
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    await client.query('lock table reference in exclusive mode')
    const { rows } = await client.query<{ kind: string; id: string; hash: string }>(
      'select kind, id, hash from reference where valid_to is null',
    )
    const current = new Map(rows.map((r) => [`${r.kind} ${r.id}`, r.hash]))
    const changed = wanted.filter((e) => current.get(`${e.kind} ${e.id}`) !== e.hash)
    const kept = new Set(wanted.map((e) => `${e.kind} ${e.id}`))
    const ended = [...changed, ...rows.filter((r) => !kept.has(`${r.kind} ${r.id}`))]
    await client.query(
      `update reference set valid_to = to_timestamp($3)
       from unnest($1::text[], $2::text[]) as e (kind, id)
       where reference.kind = e.kind and reference.id = e.id and reference.valid_to is null`,
      [ended.map((e) => e.kind), ended.map((e) => e.id), now / 1000],
    )
    await client.query(
      `insert into reference (kind, id, valid_from, body, hash)
       select k, i, to_timestamp($5), b::jsonb, h from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as e (k, i, b, h)`,
      [
        changed.map((e) => e.kind),
        changed.map((e) => e.id),
        changed.map((e) => e.body),
        changed.map((e) => e.hash),
        now / 1000,
      ],
    )
    await client.query('commit')
    return ended.length
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
