// Emergencies and drills that run at the change of shift: who commands, which units are not in place, what is still to be done.
import { sentences, stepWords, unitsWords } from '../emergency/draftParts.ts'
import { openSteps, running } from '../emergency/open.ts'
import type { Emergency } from '../emergency/types.ts'
import { actorWords, DRILL_MARK, kindWords, listed, REPORT_WORDS } from '../emergency/words.ts'
import { LEVEL_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import type { HandoverFacts, HandoverLine } from './facts.ts'
import { marked, text } from './lines.ts'

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

/** The report that is due: one at a time. */
function reportWords({ reports }: Emergency, { names, now }: HandoverFacts): Text[] {
  return reports
    .filter(({ submittedAt }) => submittedAt === undefined)
    .map(({ kind, dueAt }) => {
      const [what, at, late] = [REPORT_WORDS[kind], names.time(dueAt), dueAt <= now]
      return text(
        `${what.zh}限 ${at}${late ? '，已逾期' : ''}`,
        `${what.en} ${late ? `was due ${at}, late` : `due ${at}`}`,
      )
    })
}

function emergencyLine(facts: HandoverFacts, e: Emergency): HandoverLine {
  const [level, kind] = [LEVEL_WORDS[e.level], kindWords(e.drill)]
  const mark = e.drill ? DRILL_MARK : text('', '')
  const said = sentences([
    commandWords(e, facts),
    unitsWords({ emergency: e, names: facts.names }),
    ...unsignedWords(e),
    ...stepsWords(e, facts),
    ...reportWords(e, facts),
  ])
  const simulated = facts.open.some(({ id, simulated }) => simulated && id === e.incident)
  return {
    id: `emergency:${e.id}`,
    section: 'red',
    text: marked(
      simulated,
      text(
        `${mark.zh}${level.zh}${kind.zh} ${e.title.zh}（《${e.plan.name.zh}》）：${said.zh}`,
        `${mark.en}${kind.en}, ${level.en}: ${e.title.en} (plan “${e.plan.name.en}”): ${said.en}`,
      ),
    ),
    // A drill has no level of the city's: it must not look like the real thing.
    ...(!e.drill && { level: e.level }),
    subject: { kind: 'emergency', id: e.id },
    mustOpen: true,
  }
}

/** Every one that runs, the real ones before drills, the worst first. */
export const emergencyLines = (facts: HandoverFacts): HandoverLine[] =>
  running(facts.emergencies).map((e) => emergencyLine(facts, e))
