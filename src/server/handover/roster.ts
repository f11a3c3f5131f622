// The duty roster: who is on which shift of which day. Decides nothing about cases.
import { sql } from 'kysely'
import { cityDate } from '../../core/clock/calendar.ts'
import { isOnShift, shiftAt } from '../../core/shift.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import { DESK_POSTS, type Roster, type RosterDay, type RosterEntry } from '../../wire/shifts.ts'
import type { Audit, Now, RosterBook } from '../ports.ts'
import { RefusedError, invalid } from '../problems.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'

export interface RosterOptions {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly audit: Pick<Audit, 'writeIn'>
  readonly now: Now
}

export function openRoster({ db, reference, audit, now }: RosterOptions): RosterBook {
  async function officers(): Promise<Roster['officers']> {
    return db.query
      .selectFrom('account')
      .select(['username as account', 'name', 'role'])
      .where('role', 'in', [...DESK_POSTS])
      .where('disabled', '=', false)
      .orderBy('role')
      .orderBy('username')
      .execute()
  }
  async function entries(from: string, to: string): Promise<RosterEntry[]> {
    return db.query
      .selectFrom('roster')
      .innerJoin('account', 'account.username', 'roster.account')
      .select(['roster.date', 'roster.shift', 'roster.account', 'account.name', 'account.role'])
      .where('roster.date', '>=', from)
      .where('roster.date', '<=', to)
      .orderBy('roster.date')
      .orderBy('roster.shift')
      .orderBy('account.role')
      .orderBy('roster.account')
      .execute()
  }

  async function check({ date, entries: put }: RosterDay): Promise<ReadonlyMap<string, string>> {
    const names = new Map((await officers()).map(({ account, name }) => [account, name]))
    if (date < cityDate(now(), reference.city))
      throw new RefusedError('past', {
        zh: '过去日期的排班不再修改',
        en: 'The roster of a day that is over is not changed any more',
      })
    for (const [at, { shift, account }] of put.entries()) {
      if (!reference.desk.shifts.some(({ id }) => id === shift))
        throw invalid(`/entries/${at}/shift`, { zh: '没有这个班次', en: 'There is no such shift' })
      if (!names.has(account))
        throw invalid(`/entries/${at}/account`, {
          zh: `${account} 不是可排班的值守账号`,
          en: `${account} is not an account of the desk`,
        })
    }
    return names
  }

  return {
    async between(from, to, reader) {
      const at = now()
      const shift = shiftAt(at, reference.desk.shifts, reference.city)
      if (!shift) throw new Error('no shift runs now: the shifts of the city leave a gap')
      const onIt = await entries(shift.date, shift.date)
      const { date, shift: id, from: begins, to: ends } = shift
      const onShift = isOnShift(reader, at, onIt, reference.desk.shifts, reference.city)
      return {
        entries: await entries(from, to),
        now: { date, shift: id, from: begins, to: ends, onShift },
        officers: await officers(),
      }
    },
    async put(day, actor, address) {
      const names = await check(day)
      const chosen = new Map(day.entries.map((one) => [`${one.shift}/${one.account}`, one]))
      await db.query.transaction().execute(async (query) => {
        // Of two that put the same day at once, the later one stands whole.
        await sql`lock table roster in share row exclusive mode`.execute(query)
        await query.deleteFrom('roster').where('date', '=', day.date).execute()
        if (chosen.size > 0)
          await query
            .insertInto('roster')
            .values([...chosen.values()].map(({ shift, account }) => ({ date: day.date, shift, account })))
            .execute()
        const text = said(day, names)
        await audit.writeIn(query, [
          { kind: 'configuration', actor: person(actor), address, subject: `roster:${day.date}`, ok: true, text },
        ])
      })
    },
  }

  function said({ date, entries: put }: RosterDay, names: ReadonlyMap<string, string>): Text {
    const of = (language: 'zh' | 'en', comma: string, colon: string): string =>
      reference.desk.shifts
        .map(({ id, name }) => {
          const people = put.filter(({ shift }) => shift === id).map(({ account }) => names.get(account) ?? account)
          return `${name[language]}${colon}${people.length > 0 ? people.join(comma) : '—'}`
        })
        .join(language === 'zh' ? '；' : '; ')
    return { zh: `排班 ${date}：${of('zh', '、', '：')}`, en: `Roster of ${date}: ${of('en', ', ', ': ')}` }
  }
}

const person = ({ id, name, role }: Actor) => ({ id, name, role })
