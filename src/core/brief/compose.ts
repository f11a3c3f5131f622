// The brief of one day, section by section. Each section is a file; this one only puts them in order.
import { composeCases } from './casework.ts'
import { composeChanges } from './changes.ts'
import { composeHotline } from './hotline.ts'
import { composeIncidents } from './majors.ts'
import { pageOf } from './page.ts'
import { composeQuality } from './quality.ts'
import type { Brief, BriefFacts } from './types.ts'
import { composeVerdict } from './verdict.ts'
import { composeVitals } from './vitals.ts'
import { composeWatch } from './watch.ts'

/**
 * A day's brief. Every count or measured number in a sentence is one of its figures, with definition, time and sources (at most 200
 * ids each; the value is always of all). Statement ids are stable: `cases.onTime`, `vitals.<indicator>`, `incidents.<case>`.
 * Before the window ends the brief is incomplete and says «截至 HH:MM». Pure: the same facts give the same brief.
 */
export function composeBrief(facts: BriefFacts): Brief {
  const page = pageOf(facts)
  const { light, statement } = composeVerdict(page)
  return {
    date: facts.date,
    from: facts.from,
    to: facts.to,
    asOf: page.asOf,
    complete: page.complete,
    light,
    simulated: facts.simulated,
    statements: [
      statement,
      ...composeChanges(page),
      ...composeIncidents(page),
      ...composeVitals(page),
      ...composeCases(page),
      ...composeHotline(page),
      ...composeWatch(page),
      ...composeQuality(page),
    ],
  }
}
