// Who was on duty, by shift, from the roster. Says nothing of persons beyond name and post.
import type { Text } from '../text.ts'
import { statement } from './figure.ts'
import { type Page, timeWords } from './page.ts'
import { list } from './phrases.ts'
import type { BriefShift, Statement } from './types.ts'

export function composeDuty(page: Page): Statement[] {
  const { kind, shifts } = page.facts
  // Weeks, months and topics have no shift of their own.
  if (kind !== 'daily') return []
  if (shifts.length === 0) {
    const text = { zh: '值班：未排班。', en: 'Duty: no shift was rostered.' }
    return [statement('duty.none', 'duty', text)]
  }
  return [...shifts].sort((a, b) => a.from - b.from).map((shift, at) => line(page, shift, at))
}

function line(page: Page, shift: BriefShift, at: number): Statement {
  const [from, to] = [timeWords(page, shift.from), timeWords(page, shift.to)]
  const people: Text =
    shift.people.length === 0
      ? { zh: '未排班', en: 'nobody was rostered' }
      : list(shift.people.map(({ name, post }) => ({ zh: `${post.zh}${name}`, en: `${post.en} ${name}` })))
  const zh = `${shift.name.zh}（${from.zh}至${to.zh}）：${people.zh}。`
  const en = `${shift.name.en} (${from.en} to ${to.en}): ${people.en}.`
  return statement(`duty.${at + 1}`, 'duty', { zh, en })
}
