// One emergency for those who may read it: its log in words, drafts of its reports, and which limits are stricter. Reads only.
import type { DraftFacts } from '../../core/emergency/draftParts.ts'
import { draftReport } from '../../core/emergency/drafts.ts'
import { toEmergency } from '../../core/emergency/fold.ts'
import type { Line, Running } from '../../core/emergency/log.ts'
import { isStricter, tightenWords } from '../../core/emergency/tighten.ts'
import { lineWords, type EmergencyNames } from '../../core/emergency/words.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import { STATE_WORDS } from '../../core/incident/words.ts'
import { maskTexts } from '../../core/mask.ts'
import type { EmergencyDetail } from '../../wire/emergencies.ts'
import { SOURCE_WORDS } from '../../wire/words.ts'
import { publicAddress } from '../cases/row.ts'
import type { LiveReference } from '../catalogue/live.ts'

export interface DetailInput {
  readonly running: Running
  readonly lines: readonly Line[]
  readonly incident: Incident | undefined
  readonly reference: LiveReference
  readonly names: EmergencyNames
  readonly now: number
  readonly reader: Actor
}

const DESK: readonly string[] = ['acceptor', 'dispatcher', 'dutyChief']
/** Those who are told who did what; the others know posts and departments, and themselves. */
const KNOW_PEOPLE: readonly string[] = [...DESK, 'leader', 'administrator']

export function detailOf(input: DetailInput): EmergencyDetail {
  const { running, lines, names, reader, now } = input
  const emergency = toEmergency(running)
  const facts = factsOf(input)
  const texts = new Map(lines.flatMap(({ body }) => (body.type === 'reported' ? [[body.n, body.text] as const] : [])))
  const detail: EmergencyDetail = {
    emergency,
    log: lines.map((line) => {
      const named = line.person !== undefined && (KNOW_PEOPLE.includes(reader.role) || line.account === reader.id)
      return {
        n: line.n,
        at: line.at,
        type: line.body.type,
        by: line.by,
        ...(named && line.person !== undefined && { person: line.person }),
        text: lineWords(line, emergency, names),
      }
    }),
    reports: emergency.reports.map(({ n, kind, dueAt, submittedAt }) => {
      const common = { n, kind, dueAt }
      if (submittedAt !== undefined) return { ...common, text: texts.get(n) ?? '', submittedAt }
      const draft = draftReport({ kind, n, emergency, lines, facts, names, now })
      return { ...common, text: draft.zh, draft }
    }),
    tightened: tightenedOf(input),
  }
  return DESK.includes(reader.role) ? detail : maskTexts(detail)
}

function tightenedOf({ running, reference }: DetailInput): EmergencyDetail['tightened'] {
  return running.plan.tighten.flatMap(({ rule: id, factor }) => {
    const rule = reference.catalogueRules.get(id)
    if (rule === undefined || !isStricter(rule, factor)) return []
    const unit = reference.metricOf(rule.kind, rule.metric)?.unit ?? ''
    return [{ rule: id, name: rule.name, text: tightenWords(rule, factor, unit) }]
  })
}

function factsOf({ incident, reference }: DetailInput): DraftFacts {
  const { city } = reference
  // The office that reports is the first centre of the city's departments.
  const office = [...reference.departments.values()].find(({ kind }) => kind === 'centre')?.name ?? city.name
  if (!incident) return { city: city.name, office }
  const area = reference.areaName(incident.place.area)
  const address = publicAddress(incident)
  return {
    city: city.name,
    office,
    incident: {
      code: incident.code,
      occurredAt: incident.openedAt,
      ...(incident.snapshot && { matter: incident.snapshot.name }),
      place: {
        zh: address === undefined ? area.zh : `${area.zh} ${address}`,
        en: address === undefined ? area.en : `${address}, ${area.en}`,
      },
      source: SOURCE_WORDS[incident.source],
      state: STATE_WORDS[incident.state],
    },
  }
}
