// Who was on duty in a window, and what kind of day it was. Reads the roster and the calendar; changes neither.
import { createRequire } from 'node:module'
import { cityDate, cityDay, DAY_MS, dateOfDay } from '../../core/clock/calendar.ts'
import type { Than } from '../../core/brief/query.ts'
import type { BriefShift } from '../../core/brief/types.ts'
import { shiftOn } from '../../core/shift.ts'
import type { Text } from '../../core/text.ts'
import { ROLE_WORDS } from '../../wire/words.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import type { CutWindow } from './factsBefore.ts'

/** Shifts that ran in [from, until) with the people the roster puts on them, oldest first; one that nobody was put on is left out. */
export async function shiftsOf(
  { db, reference }: { readonly db: Db; readonly reference: ReferenceIndex },
  from: number,
  until: number,
): Promise<BriefShift[]> {
  const { city, desk } = reference
  // A night shift begins the day before.
  const [first, last] = [cityDay(from, city) - 1, cityDay(until - 1, city)]
  const rows = await db.query
    .selectFrom('roster')
    .innerJoin('account', 'account.username', 'roster.account')
    .select(['roster.date', 'roster.shift', 'account.name', 'account.role'])
    .where('roster.date', '>=', dateOfDay(first))
    .where('roster.date', '<=', dateOfDay(last))
    .orderBy('account.role')
    .orderBy('roster.account')
    .execute()
  const shifts: BriefShift[] = []
  for (let day = first; day <= last; day += 1)
    for (const rule of desk.shifts) {
      const shift = shiftOn(dateOfDay(day), rule, city)
      const people = rows
        .filter(({ date, shift: id }) => date === shift.date && id === rule.id)
        .map(({ name, role }) => ({ name, post: post(role) }))
      if (people.length > 0 && shift.from < until && shift.to > from)
        shifts.push({ name: rule.name, from: shift.from, to: shift.to, people })
    }
  return shifts.sort((a, b) => a.from - b.from)
}

const post = (role: string): Text => ROLE_WORDS[role as keyof typeof ROLE_WORDS] ?? { zh: role, en: role }

/** Its functions ask the machine's own zone what day it is; its data are dates and stay what they are. Each `National Day,国庆节,3`. */
const NATIONAL: Readonly<Record<'holidays' | 'workdays', Readonly<Record<string, string>>>> = createRequire(
  import.meta.url,
)('chinese-days/dist/chinese-days.json')

function nameOf(date: string): Text | undefined {
  const [en, zh] = (NATIONAL.holidays[date] ?? NATIONAL.workdays[date] ?? '').split(',')
  return en === undefined || zh === undefined ? undefined : { zh, en }
}

/**
 * What a city date is when it is no plain day: 国庆节假期, 国庆节调休上班日. Only what the city's own calendar says counts; the
 * name of the holiday is the national calendar's.
 */
export function calendarOf({ calendar }: Pick<ReferenceIndex, 'calendar'>, date: string): Text | undefined {
  const name = nameOf(date)
  if (calendar.holidays.includes(date))
    return name
      ? { zh: `${name.zh}假期`, en: `the ${name.en} holiday` }
      : { zh: '法定节假日', en: 'a statutory holiday' }
  if (calendar.workdays.includes(date))
    return name
      ? { zh: `${name.zh}调休上班日`, en: `a workday in exchange for the ${name.en} holiday` }
      : { zh: '调休上班日', en: 'a workday in exchange for a holiday' }
  return undefined
}

/** The same of windows of one day. */
export function calendarsOf(
  reference: Pick<ReferenceIndex, 'calendar' | 'city'>,
  windows: Partial<Readonly<Record<Than, CutWindow>>>,
): Partial<Record<Than, Text>> {
  const found: Partial<Record<Than, Text>> = {}
  for (const [than, { from, to }] of Object.entries(windows) as [Than, CutWindow][]) {
    const words = to - from === DAY_MS ? calendarOf(reference, cityDate(from, reference.city)) : undefined
    if (words !== undefined) found[than] = words
  }
  return found
}
