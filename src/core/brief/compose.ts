// A brief of a day, a week, a month or a topic, section by section. Each section is a file; this one only puts them in order.
import { composeCases } from './casework.ts'
import { composeChanges } from './changes.ts'
import { composeDepartments } from './departments.ts'
import { composeDuty } from './duty.ts'
import { composeHotline } from './hotline.ts'
import { composeInstructions } from './instructions.ts'
import { composeIncidents } from './majors.ts'
import { pageOf } from './page.ts'
import { titleWords } from './period.ts'
import { composeQuality } from './quality.ts'
import { placesOf, sparksOf, tablesOf } from './tables.ts'
import type { Brief, BriefFacts } from './types.ts'
import { composeVerdict } from './verdict.ts'
import { composeVitals } from './vitals.ts'
import { composeWatch } from './watch.ts'
import { composeWeather } from './weather.ts'

/**
 * Every count or measured number in a sentence is one of its figures, with query, definition, time and sources (at most 200 ids each;
 * the value is always of all). Statement ids are stable: `cases.onTime`, `vitals.<indicator>`, `incidents.<case>`. Before the window
 * ends the brief is incomplete and says «截至 HH:MM». Pure: the same facts give the same brief. Reports on one case: flash.ts.
 */
export function composeBrief(facts: BriefFacts): Brief {
  const page = pageOf(facts)
  const { light, statement } = composeVerdict(page)
  // In the order of BRIEF_SECTIONS.
  const statements = [
    statement,
    ...composeChanges(page),
    ...composeIncidents(page),
    ...composeWeather(page),
    ...composeVitals(page),
    ...composeCases(page),
    ...composeHotline(page),
    ...composeDepartments(page),
    ...composeInstructions(page),
    ...composeWatch(page),
    ...composeQuality(page),
    ...composeDuty(page),
  ]
  return {
    key: facts.key,
    kind: facts.kind,
    title: titleWords(page),
    date: facts.date,
    from: facts.from,
    to: facts.to,
    asOf: page.asOf,
    complete: page.complete,
    knownAt: facts.now,
    light,
    sparks: sparksOf(page),
    places: placesOf(page, statements),
    tables: tablesOf(page),
    simulated: facts.simulated,
    statements,
  }
}
