// 典型案例 of weeks and months: one case handled well within its time, one that took longest beyond it. Chosen by rule, never by hand.
import { setOf } from './counting.ts'
import { incidentSource, statement } from './figure.ts'
import { caseWords, toldOf } from './majors.ts'
import type { Page } from './page.ts'
import type { Text } from '../text.ts'
import type { BriefCase, Statement } from './types.ts'

/** Less of the limit used than this is well in time. */
const WELL_IN_TIME = 0.5
/** Confirmed sooner after the dispatch is a slip of the pen, or was done before it was dispatched. */
const NO_WORK_MS = 5 * 60_000

const IN_TIME: Text = { zh: '典型案例（处置及时）：', en: 'A typical case, handled well in time: ' }
const LATE: Text = { zh: '典型案例（超期处置）：', en: 'A typical case, handled late: ' }

/** Which ones are typical is known when the window is over. The graver goes first; cases told among the incidents are not told twice. */
export function composeTypical(page: Page): Statement[] {
  const { kind } = page.facts
  if ((kind !== 'weekly' && kind !== 'monthly') || !page.complete) return []
  const told = new Set(toldOf(page).map(({ id }) => id))
  const over = (set: 'onTime' | 'late') =>
    setOf(page, set).cases.filter((c) => c.state === 'closed' && c.exempt !== true && !told.has(c.id))
  const prompt = over('onTime').filter((c) => isWorked(c) && shareUsed(c) <= WELL_IN_TIME)
  return [
    ...one(
      page,
      'inTime',
      IN_TIME,
      first(prompt, (a, b) => shareUsed(a) - shareUsed(b)),
    ),
    ...one(
      page,
      'late',
      LATE,
      first(over('late'), (a, b) => overBy(b) - overBy(a)),
    ),
  ]
}

const begun = ({ dispatchedAt, openedAt }: BriefCase): number => dispatchedAt ?? openedAt
const isWorked = (c: BriefCase): boolean => (c.confirmedAt ?? 0) - begun(c) >= NO_WORK_MS
/** How much of the time from its dispatch to its deadline it took. */
const shareUsed = (c: BriefCase): number =>
  ((c.confirmedAt ?? Infinity) - begun(c)) / Math.max(1, (c.dueAt ?? -Infinity) - begun(c))
const overBy = ({ confirmedAt = 0, dueAt = 0 }: BriefCase): number => confirmedAt - dueAt

const first = (cases: readonly BriefCase[], by: (a: BriefCase, b: BriefCase) => number): BriefCase | undefined =>
  [...cases].sort((a, b) => a.level - b.level || by(a, b) || a.id.localeCompare(b.id))[0]

function one(page: Page, key: string, lead: Text, c: BriefCase | undefined): Statement[] {
  if (c === undefined) return []
  const words = caseWords(page, c)
  const text = { zh: `${lead.zh}${words.zh}`, en: `${lead.en}${words.en}` }
  return [statement(`cases.typical.${key}`, 'cases', text, [], { sources: [incidentSource(c)] })]
}
