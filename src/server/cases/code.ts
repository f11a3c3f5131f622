// Case numbers: `<prefix>-<yyyymmdd>-<6 digits>`, counted per city day. Called with the head of the chain held.
import type { Queries } from '../store/db.ts'

export type NextCode = (query: Queries, now: number) => Promise<string>

export function openCodes(prefix: string, utcOffsetMinutes: number): NextCode {
  // A hint only: another hub may have counted on, and a rolled-back case gives its number back.
  let last = { day: '', n: 0 }
  return async (query, now) => {
    const day = new Date(now + utcOffsetMinutes * 60_000).toISOString().slice(0, 10).replaceAll('-', '')
    const stem = `${prefix}-${day}-`
    const codeOf = (n: number) => stem + String(n).padStart(6, '0')
    let n = last.day === day ? last.n : 0
    const isUsed = async (code: string) =>
      (await query.selectFrom('incident').select('id').where('id', '=', code).executeTakeFirst()) !== undefined
    if (n === 0 || !(await isUsed(codeOf(n))) || (await isUsed(codeOf(n + 1)))) {
      const row = await query
        .selectFrom('incident')
        .select((e) => e.fn.max('code').as('code'))
        .where('code', 'like', `${stem}%`)
        .executeTakeFirst()
      n = Number(row?.code?.slice(stem.length) ?? 0)
    }
    last = { day, n: n + 1 }
    return codeOf(n + 1)
  }
}
