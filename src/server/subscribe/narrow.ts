// What of a brief a subscription asks for: its sections, and of items of cases those of its area. Reads where cases are.
import type { Text } from '../../core/text.ts'
import type { BriefView, StatementView } from '../../wire/briefs.ts'
import { BRIEF_SECTION_WORDS } from '../../wire/briefWords.ts'
import type { Subscription } from '../../wire/subscriptions.ts'
import type { Db } from '../store/db.ts'

/** Sections whose sentences are of single cases or topics; elsewhere a sentence counts over the whole city. */
const ITEMS: ReadonlySet<StatementView['section']> = new Set(['incidents', 'hotline', 'instructions', 'watch'])

export interface Narrowed {
  readonly keep?: (statement: StatementView) => boolean
  readonly keepTables?: boolean
  readonly narrowed?: Text
}

const incidentsOf = ({ sources }: StatementView): string[] =>
  sources.filter((one) => one.kind === 'incident').map((one) => one.id)

/** Which of these cases lie in the area, or below it. */
async function within(db: Db, ids: readonly string[], area: string): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from incident where id = any($1) and (area = $2 or district = $2 or starts_with(area, $2))`,
    [ids, area],
  )
  return new Set(rows.map((row) => row.id))
}

export async function narrow(
  db: Db,
  brief: BriefView,
  { sections, area }: Pick<Subscription, 'sections' | 'area'>,
  areaName: (area: string) => Text,
): Promise<Narrowed> {
  if (sections.length === 0 && area === undefined) return {}
  const items = brief.statements.filter((one) => ITEMS.has(one.section))
  const inside = area === undefined ? undefined : await within(db, [...new Set(items.flatMap(incidentsOf))], area)
  const asked = new Set(sections)
  const isHere = (statement: StatementView): boolean => {
    if (inside === undefined || !ITEMS.has(statement.section)) return true
    const ids = incidentsOf(statement)
    return ids.length === 0 || ids.some((id) => inside.has(id))
  }
  const names = sections.map((one) => BRIEF_SECTION_WORDS[one])
  const where = area === undefined ? undefined : areaName(area)
  return {
    // The verdict stands above all sections: whoever reads a part knows how the whole is.
    keep: (one) => (asked.size === 0 || one.section === 'verdict' || asked.has(one.section)) && isHere(one),
    keepTables: asked.size === 0 && area === undefined,
    narrowed: {
      zh: [
        ...(names.length > 0 ? [`按订阅只含：${names.map((one) => one.zh).join('、')}`] : []),
        ...(where === undefined ? [] : [`事项只列${where.zh}，全市数字照列`]),
      ].join('；'),
      en: [
        ...(names.length > 0 ? [`As subscribed, only: ${names.map((one) => one.en).join(', ')}`] : []),
        ...(where === undefined ? [] : [`items of ${where.en} alone, figures of the whole city`]),
      ].join('; '),
    },
  }
}
