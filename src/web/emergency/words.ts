// What the wall, the page and a department's card say of an emergency in the same words.
import type { EmergencyActor, PlanStep } from '../../core/emergency/types.ts'
import type { EmergencyLine } from '../../wire/emergencies.ts'
import { say, t } from '../i18n/i18n.ts'
import { roleWord } from '../incident/words.ts'
import { useCity } from '../stores/city.ts'
import type { Fact, NextDue, Standing } from './read.ts'

const SECOND_MS = 1000
const two = (n: number): string => String(n).padStart(2, '0')

/** `12:05`, `1:02:05`, `2 天 01:02` in the two largest units that still count; a sign is the caller's. */
export function counter(ms: number): string {
  const s = Math.floor(Math.abs(ms) / SECOND_MS)
  const [d, h, m] = [Math.floor(s / 86_400), Math.floor((s % 86_400) / 3600), Math.floor((s % 3600) / 60)]
  if (d > 0) return t('emergency.days', { n: d, rest: `${two(h)}:${two(m)}` })
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${two(m)}:${two(s % 60)}`
}
/** Time left, rounded up so that it is over when it says 00:00. */
export const left = (ms: number): string => counter(ms > 0 ? Math.ceil(ms / SECOND_MS) * SECOND_MS : ms)
export const dueWord = (leftMs: number): string =>
  t(leftMs >= 0 ? 'emergency.left' : 'emergency.over', { span: left(leftMs) })
export const standingWord = (standing: Standing): string => t(`emergency.standing.${standing}`)

export interface Sayings {
  readonly department: (id: string) => string
  readonly actor: (by: EmergencyActor | undefined) => string
  /** Who wrote a line of the log: a person's name says the post already, a department's does not say the department. */
  readonly who: (line: Pick<EmergencyLine, 'by' | 'person'>) => string
  readonly owner: (owner: PlanStep['owner']) => string
  /** A drill is begun and ended in words of its own. */
  readonly fact: (fact: Fact, drill: boolean) => string
  readonly due: (due: NextDue) => string
  /** Shorter: of a step, whose it is. */
  readonly dueShort: (due: NextDue) => string
}

/** Sentences that name departments of the city. */
export function useSayings(): Sayings {
  const city = useCity()
  const department = (id: string): string => say(city.departmentName(id))
  const actor = (by: EmergencyActor | undefined): string =>
    by === undefined ? '—' : by.department === undefined ? roleWord(by.role) : department(by.department)
  const owner = (of: PlanStep['owner']): string => ('department' in of ? department(of.department) : roleWord(of.post))
  const reportName = (kind: string, n: number): string => t(`emergency.report.${kind}`, { n })
  const due = (of: NextDue): string => {
    switch (of.type) {
      case 'roll':
        return t('emergency.roll')
      case 'report':
        return reportName(of.report.kind, of.report.n)
      case 'step':
        return say(of.step.text)
    }
  }
  return {
    department,
    actor,
    who: ({ by, person }) => (by.department === undefined ? (person ?? actor(by)) : `${actor(by)} ${person ?? ''}`),
    owner,
    due,
    dueShort: (of) => (of.type === 'step' ? t('emergency.stepOf', { owner: owner(of.step.owner) }) : due(of)),
    fact(fact, drill) {
      switch (fact.type) {
        case 'declared':
        case 'ended':
          return t(`emergency.fact.${drill ? 'drill' : 'real'}.${fact.type}`, { by: actor(fact.by) })
        case 'signed':
          return t('emergency.fact.signed', { by: department(fact.department) })
        case 'answered':
          return t(fact.ready ? 'emergency.fact.ready' : 'emergency.fact.notReady', { by: department(fact.department) })
        case 'stepDone':
          return t('emergency.fact.stepDone', { by: actor(fact.by), step: say(fact.step.text) })
        case 'reported':
          return t('emergency.fact.reported', { report: reportName(fact.kind, fact.n) })
      }
    },
  }
}
