// Cases for a full register: histories played once by the rules of the hub, then moved in time and place, number by number.
// A pure function of its numbers and of the city, so that what must be found again is known.
import { decide } from '../../src/core/incident/decide.ts'
import type { IncidentEvent } from '../../src/core/incident/events.ts'
import { foldEvents } from '../../src/core/incident/fold.ts'
import type { ActInput } from '../../src/core/incident/inputs.ts'
import { toEvents } from '../../src/core/incident/log.ts'
import { openIncident } from '../../src/core/incident/open.ts'
import { tickIncident } from '../../src/core/incident/tick.ts'
import type { Actor, Incident } from '../../src/core/incident/types.ts'
import { SYSTEM, cityRules } from '../../src/server/cases/context.ts'
import { recommendationsFor } from '../../src/server/cases/recommend.ts'
import type { ReferenceIndex } from '../../src/server/reference/load.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** When templates begin: a Thursday morning in Yangzhou. */
const BASE_AT = Date.UTC(2026, 9, 22, 1)
/** The number that stands for a case's own in a template. */
const ID = 'YZ-00000000-000000'
const PLACE = { lng: 119.123456, lat: 32.654321, area: '321000', address: '@address@' }
export const PHOTO = 'b'.repeat(64)
/** Of a hundred cases so many are open. */
export const OPEN_SHARE = 8

const person = (id: string, role: Actor['role'], department?: string): Actor => ({
  id,
  name: id,
  role,
  ...(department !== undefined && { department }),
})
export const staff = {
  acceptor: person('受理员', 'acceptor'),
  dispatcher: person('派遣员', 'dispatcher'),
  chief: person('值班长', 'dutyChief'),
  collector: person('监督员', 'collector'),
  leader: person('领导', 'leader'),
  of: (department: string): Actor => person(`${department}-staff`, 'department', department),
}

/** `who` acts after `afterMs`; `tick` lets that time pass first and writes what it asks for. */
interface Step {
  readonly who: keyof Omit<typeof staff, 'of'> | 'lead'
  readonly input: ActInput | 'dispatch' | 'file'
  readonly afterMs: number
  readonly tick?: boolean
}

const step = (who: Step['who'], input: Step['input'], afterMs: number, tick = false): Step => ({
  who,
  input,
  afterMs,
  tick,
})
const photos = [PHOTO]
const FILED = [step('acceptor', 'file', 6 * MINUTE)]
const SENT = [...FILED, step('dispatcher', 'dispatch', 9 * MINUTE)]
const ACCEPTED = [...SENT, step('lead', { act: 'accept', handler: '李工' }, 20 * MINUTE)]
const UNDER_WAY = [...ACCEPTED, step('lead', { act: 'progress', note: '已到现场，正在处置', photos }, 30 * MINUTE)]
const SUBMITTED = [...UNDER_WAY, step('lead', { act: 'submit', note: '处置完毕，现场已恢复', photos }, HOUR)]
const CONFIRMED = [...SUBMITTED, step('lead', { act: 'confirm' }, 10 * MINUTE)]
const CHECKED = [...CONFIRMED, step('collector', { act: 'check', passed: true, photos }, 40 * MINUTE)]
const CLOSED = [...CHECKED, step('acceptor', { act: 'close', conditionMet: true }, 15 * MINUTE)]
const SUPERVISED = step('leader', { act: 'supervise', text: '请尽快处置并回复', urgency: 'leader' }, HOUR)
const suspend: readonly Step[] = [
  step('lead', { act: 'requestSuspension', reason: '等待备件到货', until: BASE_AT + 40 * DAY }, 20 * MINUTE),
  step('dispatcher', { act: 'decideSuspension', granted: true }, 20 * MINUTE),
]

/** How cases go, and how often of those that ended or are open. */
const ENDED_WAYS: readonly (readonly [number, readonly Step[]])[] = [
  [70, CLOSED],
  [
    8,
    [
      ...FILED,
      step('dispatcher', 'dispatch', 9 * MINUTE),
      step('lead', { act: 'return', reason: '非本单位职责范围' }, 25 * MINUTE),
      step('dispatcher', 'dispatch', 8 * MINUTE),
      ...CLOSED.slice(2),
    ],
  ],
  [8, [...UNDER_WAY, step('lead', { act: 'submit', note: '处置完毕', photos }, 9 * DAY, true), ...CLOSED.slice(5)]],
  [
    6,
    [
      ...CONFIRMED,
      step('collector', { act: 'check', passed: false, note: '现场仍未恢复', photos }, HOUR),
      ...CLOSED.slice(2),
    ],
  ],
  [6, [step('chief', { act: 'refuse', reason: '不属于城市管理范围' }, 12 * MINUTE)]],
  [2, [...UNDER_WAY, SUPERVISED, step('leader', { act: 'forceClose', reason: '统一组织处置' }, DAY)]],
]
const OPEN_WAYS: readonly (readonly [number, readonly Step[]])[] = [
  [14, []],
  [10, FILED],
  [18, SENT],
  [26, UNDER_WAY],
  [8, [...UNDER_WAY, step('leader', { act: 'supervise', text: '请加快' }, 9 * DAY, true)]],
  [8, [...ACCEPTED, ...suspend]],
  [6, SUBMITTED],
  [6, CONFIRMED],
  [4, CHECKED],
]

/** Cases of one city, by number. */
export class Caseload {
  private readonly ended: readonly string[]
  private readonly open: readonly string[]
  private readonly streets: readonly { readonly code: string; readonly lng: number; readonly lat: number }[]

  constructor(
    private readonly reference: ReferenceIndex,
    /** When the register is looked at, epoch ms. */
    private readonly now: number,
  ) {
    const matters = reference
      .mattersAt(BASE_AT)
      .filter(({ code, kind }) => kind === 'matter' && reference.responsibilities.some((row) => row.matter === code))
      .slice(0, 60)
    const all = (ways: typeof OPEN_WAYS): string[] =>
      ways.flatMap(([share, steps]) =>
        // A hundred templates, each way by its share, spread over the matters.
        Array.from({ length: share }, (_, i) => {
          const matter = matters[(i * 7 + steps.length) % matters.length]
          const condition = matter?.conditions[i % matter.conditions.length]
          if (!matter || !condition) throw new Error('a city without matters')
          return this.played(steps, matter.code, condition.id, matter.name.zh)
        }),
      )
    this.ended = all(ENDED_WAYS)
    this.open = all(OPEN_WAYS)
    this.streets = [...reference.areas.values()].flatMap(({ code, lng, lat, kind }) =>
      kind === 'street' && lng !== undefined && lat !== undefined ? [{ code, lng, lat }] : [],
    )
  }

  /** Case `n` of a register of `total`: open ones are of the last ten days, the others of the year. */
  case(n: number, total: number): { readonly events: IncidentEvent[]; readonly incident: Incident } {
    const isOpen = n % 100 < OPEN_SHARE
    const list = isOpen ? this.open : this.ended
    const template = list[(n * 31 + Math.floor(n / 100) * 17) % list.length]
    const street = this.streets[(n * 17) % this.streets.length]
    if (!template || !street) throw new Error('an empty caseload')
    const share = (n + 0.5) / total
    const openedAt = this.now - Math.round(isOpen ? (1 - share) * 10 * DAY + HOUR : (1 - share) * 355 * DAY + 12 * DAY)
    const day = new Date(openedAt + 8 * HOUR).toISOString().slice(0, 10).replaceAll('-', '')
    const id = `YZ-${day}-${String(n + 1).padStart(6, '0')}`
    const lng = street.lng + ((n * 7919) % 1000) / 50_000
    const lat = street.lat + ((n * 104_729) % 1000) / 50_000
    const moved = template
      .replaceAll(ID, id)
      .replaceAll(
        '"lng":119.123456,"lat":32.654321,"area":"321000"',
        `"lng":${lng},"lat":${lat},"area":"${street.code}"`,
      )
      .replaceAll('@address@', `文昌中路${n % 997}号`)
      .replace(/\b1[6-9]\d{11}\b/g, (at) => String(Number(at) - BASE_AT + openedAt))
    const events: IncidentEvent[] = JSON.parse(moved)
    const incident = foldEvents(events)
    if (!incident) throw new Error('a case without a log')
    return { events, incident }
  }

  private played(steps: readonly Step[], matter: string, condition: string, word: string): string {
    const { reference } = this
    let at = BASE_AT
    let incident: Incident | undefined
    const events: IncidentEvent[] = []
    const write = (bodies: IncidentEvent['body'][], actor: Actor): void => {
      const entry = {
        incident: ID,
        version: incident?.version ?? 0,
        actor,
        occurredAt: at,
        recordedAt: at,
        because: [],
      }
      const more = toEvents(bodies, entry)
      events.push(...more)
      incident = foldEvents(more, incident)
    }
    const present = (): Incident => {
      if (!incident) throw new Error('a case that was never opened')
      return incident
    }
    const facts = {
      code: ID,
      place: PLACE,
      placeText: { zh: '广陵区 东关街道', en: 'Dongguan Subdistrict, Guangling District' },
      text: `市民反映${PLACE.address}附近${word}，影响通行，请尽快派人处理`,
      matter,
      condition,
      simulated: false,
    }
    const cause = { type: 'report', report: `seed/${ID}`, source: 'hotline' } as const
    write(openIncident({ ...facts, cause }, { ...cityRules({ reference }, at), now: at }), SYSTEM)
    for (const { who, input, afterMs, tick } of steps) {
      at += afterMs
      const rules = cityRules({ reference }, at)
      if (tick === true) write(tickIncident(present(), at, rules), SYSTEM)
      const before = present()
      const first = recommendationsFor({ reference }, before)[0]?.lead ?? 'chengguan'
      const wanted: ActInput =
        input === 'file'
          ? { act: 'file', matter, condition }
          : input === 'dispatch'
            ? { act: 'dispatch', lead: first, assist: [] }
            : input
      const actor = who === 'lead' ? staff.of(before.lead ?? '') : staff[who]
      const decision = decide(before, wanted, {
        ...rules,
        actor,
        now: at,
        occurredAt: at,
        because: [],
        recommended: first,
      })
      if (!decision.ok) throw new Error(`${wanted.act} of a template: ${decision.reason.en}`)
      write(decision.events, actor)
    }
    return JSON.stringify(events)
  }
}
