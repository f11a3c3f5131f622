// 值班快报: the n-th report on one case, from its log alone. What nobody wrote down is said to be unknown.
import type { Because } from '../because.ts'
import { CAUSE } from '../emergency/draftParts.ts'
import { REPORT_WORDS } from '../emergency/words.ts'
import type { IncidentEvent } from '../incident/events.ts'
import { foldEvents } from '../incident/fold.ts'
import { isTerminal } from '../incident/lifecycle.ts'
import type { Incident } from '../incident/types.ts'
import { LEVEL_WORDS, STATE_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import { statement } from './figure.ts'
import { casualtiesIn, measuresOf, type FlashNames } from './flashLog.ts'
import { channelWords } from './hotline.ts'
import { MONTHS } from './page.ts'
import { capital, inline } from './phrases.ts'
import type { Brief, BriefSection, Statement } from './types.ts'

const MINUTE_MS = 60_000

/** All that a report on a case is written from. Instants are epoch ms. */
export interface FlashFacts {
  readonly key: string
  /** The whole log; what was recorded after `asOf` is left aside. */
  readonly events: readonly IncidentEvent[]
  /** 1 is the first report. */
  readonly n: number
  readonly asOf: number
  /** Cut-off of the report before. */
  readonly since?: number
  readonly utcOffsetMinutes: number
  readonly department: FlashNames['department']
  readonly areaName: Text
  /** Name of the matter where it has one. */
  readonly matter?: Text
  /** Who answers for the report: the office, and who is on duty where the roster says. */
  readonly contact: { readonly office: Text; readonly person?: string; readonly phone?: string }
}

const text = (zh: string, en: string): Text => ({ zh, en })

/** 首报, 续报, 终报. A case that has ended needs no further report. */
export const flashKind = (incident: Pick<Incident, 'state'>, n: number): keyof typeof REPORT_WORDS =>
  isTerminal(incident.state) || incident.state === 'merged' ? 'final' : n === 1 ? 'first' : 'follow'

/** Undefined: nothing of the case was recorded by then. */
export function composeFlash(facts: FlashFacts): Brief | undefined {
  const { asOf, n, utcOffsetMinutes } = facts
  const events = facts.events.filter((event) => event.recordedAt <= asOf)
  const incident = foldEvents(events)
  if (incident === undefined) return undefined
  const date = new Date(incident.openedAt + utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 10)
  const names = namesOf(facts)
  const kind = flashKind(incident, n)
  const report = text(
    `${REPORT_WORDS[kind].zh}${kind === 'follow' ? n - 1 : ''}`,
    `${REPORT_WORDS[kind].en}${kind === 'follow' ? ` ${n - 1}` : ''}`,
  )
  const incidentOf: Because = { kind: 'incident', id: incident.id, at: incident.openedAt }
  const say = (id: string, section: BriefSection, words: Text, level?: Incident['level']): Statement =>
    statement(`flash.${id}`, section, words, [], { sources: [incidentOf], ...(level && { level }) })
  return {
    key: facts.key,
    kind: 'flash',
    title: text(`值班快报（${report.zh}）`, `Flash report (${report.en})`),
    date,
    from: incident.openedAt,
    to: asOf,
    asOf,
    complete: true,
    knownAt: asOf,
    light: isOver(incident) ? 'green' : ({ 1: 'red', 2: 'orange', 3: 'yellow', 4: 'yellow' } as const)[incident.level],
    simulated: incident.simulated,
    sparks: {},
    places: [
      {
        incident: incident.id,
        statement: 'flash.place',
        level: incident.level,
        lng: incident.place.lng,
        lat: incident.place.lat,
      },
    ],
    tables: [],
    statements: [
      say('verdict', 'verdict', summary(incident, facts, report, names), incident.level),
      ...(n > 1 ? [say('since', 'changes', news(events, facts, names))] : []),
      say('time', 'incidents', times(incident, names)),
      say('place', 'incidents', place(incident, facts)),
      say('what', 'incidents', nature(incident, facts), incident.level),
      say('casualties', 'incidents', casualties(events, names)),
      say('cause', 'incidents', text(`初步原因：${CAUSE.zh}。`, `Preliminary cause: ${CAUSE.en}.`)),
      say('measures', 'incidents', measures(events, names)),
      say('next', 'watch', next(incident, facts, names)),
      say('contact', 'duty', contact(facts)),
    ],
  }
}

const isOver = (incident: Incident): boolean => isTerminal(incident.state) || incident.state === 'merged'

interface Names extends FlashNames {
  /** City date and time. */
  readonly time: (at: number) => Text
}

function namesOf({ department, utcOffsetMinutes }: FlashFacts): Names {
  const local = (at: number): Date => new Date(at + utcOffsetMinutes * MINUTE_MS)
  const clock = (at: number): string => local(at).toISOString().slice(11, 16)
  const date = (at: number): Text => {
    const d = local(at)
    return text(`${d.getUTCMonth() + 1}月${d.getUTCDate()}日`, `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()] ?? ''}`)
  }
  return {
    department,
    date,
    clock,
    time: (at) => text(`${date(at).zh}${clock(at)}`, `${clock(at)} on ${date(at).en}`),
  }
}

function summary(incident: Incident, facts: FlashFacts, report: Text, names: Names): Text {
  const [at, state, level] = [names.time(facts.asOf), STATE_WORDS[incident.state], LEVEL_WORDS[incident.level]]
  const what = inline(incident.title)
  return text(
    `${report.zh}：截至${at.zh}，${inline(facts.areaName).zh}${what.zh}（${level.zh}）${state.zh}。`,
    `${capital(report.en)}: as of ${at.en}, ${what.en}, ${facts.areaName.en} (${level.en}), is ${state.en}.`,
  )
}

function news(events: readonly IncidentEvent[], { since, asOf }: FlashFacts, names: Names): Text {
  const fresh = measuresOf(events, names, since ?? asOf)
  return fresh.zh === ''
    ? text('上期报告以来：无新情况报告。', 'Since the last report: nothing new has been reported.')
    : text(`上期报告以来：${fresh.zh}。`, `Since the last report: ${fresh.en}.`)
}

function times(incident: Incident, names: Names): Text {
  const began = names.time(incident.openedAt)
  const filed = incident.filedAt === undefined ? undefined : names.time(incident.filedAt)
  return text(
    `时间：${began.zh}发现${filed ? `，${filed.zh}立案` : '，尚未立案'}。`,
    `Time: noticed ${began.en}${filed ? `, filed ${filed.en}` : ', not filed yet'}.`,
  )
}

/** The address, else the place that the title begins with. */
function place({ place: { address }, title }: Incident, { areaName, matter }: FlashFacts): Text {
  const titled = matter && title.zh.endsWith(matter.zh) ? title.zh.slice(0, -matter.zh.length).trim() : ''
  const spot = address ?? titled
  return text(
    `地点：${inline(areaName).zh}${spot.replace(areaName.zh, '')}。`,
    `Place: ${areaName.en}${spot === '' ? '' : `, ${spot}`}.`,
  )
}

/** The level is the case's; how grave an event is, by its harm, the competent authority settles. */
function nature(incident: Incident, { matter }: FlashFacts): Text {
  const what = matter ?? text('事项尚未认定', 'the matter is not settled yet')
  const [level, source] = [LEVEL_WORDS[incident.level], channelWords(incident.source)]
  return text(
    `事件：${what.zh}，案卷${incident.code}，信息来源为${source.zh}；案卷等级${level.zh}，事件等级由主管部门认定。`,
    `What: ${what.en}, case ${incident.code}, from ${source.en}; the case is at ${level.en}, the grade of the event is for the competent authority to settle.`,
  )
}

function casualties(events: readonly IncidentEvent[], names: Names): Text {
  const found = casualtiesIn(events)
  if (found === undefined)
    return text(
      '伤亡情况：系统未记录，待有关单位核实后补报。',
      'Casualties: nothing is on record, which does not mean that there are none; to be completed once verified.',
    )
  const at = names.time(found.at)
  return text(
    `伤亡情况：${at.zh}日志记载“${found.said}”，待有关单位核实。`,
    `Casualties: the log of ${at.en} says “${found.said}”; to be verified.`,
  )
}

function measures(events: readonly IncidentEvent[], names: Names): Text {
  const done = measuresOf(events, names)
  return done.zh === ''
    ? text('已采取措施：日志尚无处置记录。', 'Measures taken: nothing is in the log yet.')
    : text(`已采取措施：${done.zh}。`, `Measures taken: ${done.en}.`)
}

function next(incident: Incident, facts: FlashFacts, names: Names): Text {
  if (isOver(incident))
    return text('下步工作：案卷已结束，无未了事项。', 'Next: the case has ended; nothing of it is left open.')
  const due = incident.clocks.handle?.dueAt
  const state = STATE_WORDS[incident.state]
  if (incident.lead === undefined)
    return text(
      `下步工作：案卷${state.zh}，尚未明确主办部门。`,
      `Next: the case is ${state.en}; no department leads yet.`,
    )
  const lead = facts.department(incident.lead)
  const by = due === undefined ? undefined : names.time(due)
  const late = due !== undefined && incident.confirmedAt === undefined && due < facts.asOf
  return text(
    `下步工作：${lead.zh}主办，${by ? `限${by.zh}前处置完毕${late ? '（已超期）' : ''}，` : ''}目前${state.zh}；有新情况及时续报。`,
    `Next: ${lead.en} leads${by ? `, due by ${by.en}${late ? ' (overdue)' : ''}` : ''}; now ${state.en}. Anything new will be reported.`,
  )
}

function contact({ contact: { office, person, phone } }: FlashFacts): Text {
  const who = person === undefined ? text('值班长', 'the duty chief') : text(person, person)
  const call = phone === undefined ? text('', '') : text(`，电话${phone}`, `, telephone ${phone}`)
  return text(`联系方式：${office.zh}，${who.zh}${call.zh}。`, `Contact: ${office.en}, ${who.en}${call.en}.`)
}
