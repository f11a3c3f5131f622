// Emergencies and drills at the change of shift: of one that runs, who commands, which units are not in place, what is still to be
// done; of one that has ended, the report it still owes.
import { sentences, stepWords, unitsWords } from '../emergency/draftParts.ts'
import { openSteps, reportsOwed, running } from '../emergency/open.ts'
import type { Emergency } from '../emergency/types.ts'
import { actorWords, DRILL_MARK, kindWords, listed, REPORT_WORDS } from '../emergency/words.ts'
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import type { HandoverFacts, HandoverLine } from './facts.ts'
import { byDue, marked, text } from './lines.ts'

/** Open steps named one by one, the first due first; more than that is read in the emergency itself. */
const MOST_STEPS = 5

/** Whoever declared it commands it, as a post: the next shift's officer takes the command over with the post. */
function commandWords(e: Emergency, { names }: HandoverFacts): Text {
  const [by, at] = [actorWords(e.declaredBy, names), names.time(e.declaredAt)]
  const leads = e.parties.filter(({ lead }) => lead).map(({ department }) => names.department(department))
  const lead = leads.length === 0 ? undefined : listed(leads)
  return text(
    `${at} 启动，${by.zh}指挥${lead ? `，牵头 ${lead.zh}` : ''}`,
    `declared ${at}, commanded by ${by.en}${lead ? `, lead: ${lead.en}` : ''}`,
  )
}

function unsignedWords({ parties }: Emergency): Text[] {
  const n = parties.filter(({ signedAt }) => signedAt === undefined).length
  return n === 0 ? [] : [text(`${n} 个单位未签收指令`, `${n} ${n === 1 ? 'unit has' : 'units have'} not signed`)]
}

function stepsWords(e: Emergency, { names, now }: HandoverFacts): Text[] {
  const open = openSteps(e)
  if (open.length === 0) return [text('预案步骤均已完成', 'all steps of the plan are done')]
  const more = open.length - MOST_STEPS
  return [
    text(`步骤未完成 ${open.length}/${e.steps.length} 项`, `${open.length} of ${e.steps.length} steps not done`),
    ...open.slice(0, MOST_STEPS).map((one) => stepWords(one, names, now)),
    ...(more > 0 ? [text(`另有 ${more} 项`, `${more} more`)] : []),
  ]
}

const endedWords = ({ endedAt = 0 }: Emergency, { names }: HandoverFacts): Text =>
  text(`${names.time(endedAt)} 已终止`, `ended ${names.time(endedAt)}`)

/** The report that is due: one at a time. */
function reportWords({ reports }: Emergency, { names, now }: HandoverFacts): Text[] {
  return reportsOwed({ reports }).map(({ kind, dueAt }) => {
    const [what, at, late] = [REPORT_WORDS[kind], names.time(dueAt), dueAt <= now]
    return text(
      `${what.zh}限 ${at}${late ? '，已逾期' : ''}`,
      `${what.en} ${late ? `was due ${at}, late` : `due ${at}`}`,
    )
  })
}

/** «【演练】Ⅰ级应急响应 题（《预案》）：…» */
function lineText({ open }: HandoverFacts, e: Emergency, said: Text): Text {
  const [level, kind] = [LEVEL_WORDS[e.level], kindWords(e.drill)]
  const mark = e.drill ? DRILL_MARK : text('', '')
  return marked(
    open.some(({ id, simulated }) => simulated && id === e.incident),
    text(
      `${mark.zh}${level.zh}${kind.zh} ${e.title.zh}（《${e.plan.name.zh}》）：${said.zh}`,
      `${mark.en}${kind.en}, ${level.en}: ${e.title.en} (plan “${e.plan.name.en}”): ${said.en}`,
    ),
  )
}

function emergencyLine(facts: HandoverFacts, e: Emergency): HandoverLine {
  const said = sentences([
    commandWords(e, facts),
    unitsWords({ emergency: e, names: facts.names }),
    ...unsignedWords(e),
    ...stepsWords(e, facts),
    ...reportWords(e, facts),
  ])
  return {
    id: `emergency:${e.id}`,
    section: 'red',
    text: lineText(facts, e, said),
    // A drill has no level of the city's: it must not look like the real thing.
    ...(!e.drill && { level: e.level }),
    subject: { kind: 'emergency', id: e.id },
    mustOpen: true,
  }
}

/** Every one that runs, the real ones before drills, the worst first. */
export const emergencyLines = (facts: HandoverFacts): HandoverLine[] =>
  running(facts.emergencies).map((e) => emergencyLine(facts, e))

/** The last report of each that has ended: the shift that ended it may be gone before it is due. */
export const owedReports = (facts: HandoverFacts): HandoverLine[] =>
  facts.emergencies
    .filter(({ endedAt }) => endedAt !== undefined)
    .flatMap((e) =>
      reportsOwed(e).map(({ n, dueAt }): HandoverLine => ({
        id: `report:${e.id}:${n}`,
        section: 'promises',
        text: lineText(facts, e, sentences([endedWords(e, facts), ...reportWords(e, facts)])),
        subject: { kind: 'emergency', id: e.id },
        dueAt,
        mustOpen: false,
      })),
    )
    .sort(byDue)
