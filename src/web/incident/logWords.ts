// A log line in words of the interface's language, with departments and limits by name.
import { useI18n } from 'vue-i18n'
import type { Limit } from '../../core/clock/types.ts'
import type { EventView } from '../../wire/views.ts'
import { bracketed, dayTime, listed } from '../i18n/format.ts'
import { say } from '../i18n/i18n.ts'
import { hubClock } from '../live/clock.ts'
import type { LogLine } from './logLine.ts'
import { eventWord, groundWord, ratingWord, roleWord, sourceWord, stageWord, stateWord } from './words.ts'
import { useNames } from './names.ts'

export interface LogWords {
  readonly phrase: (line: LogLine | undefined) => string
  readonly quote: (line: LogLine) => string | undefined
  readonly actor: (event: EventView) => string
  /** What made the hub do it by itself; undefined for people's acts and where its reasons say it all. */
  readonly why: (event: EventView, line: LogLine) => string | undefined
}

const UNITS: ReadonlySet<string> = new Set<Limit['unit']>(['urgentHour', 'workHour', 'workDay', 'naturalDay'])
const isUnit = (unit: string): unit is Limit['unit'] => UNITS.has(unit)

export function useLogWords(): LogWords {
  const { t } = useI18n()
  const names = useNames()
  const join = (ids: readonly string[] | undefined): string => listed((ids ?? []).map(names.department))
  const time = (at: number | undefined): string => (at === undefined ? '—' : dayTime(at, hubClock.now()))

  return {
    phrase(line) {
      if (line === undefined) return ''
      return t(`log.event.${line.phrase}`, {
        lead: names.department(line.lead),
        assist: join(line.assist),
        proposed: names.department(line.proposed),
        handler: line.handler ?? t('incident.noHandler'),
        source: line.source === undefined ? '' : sourceWord(line.source),
        stage: line.stage === undefined ? '' : stageWord(line.stage),
        due: time(line.due),
        until: time(line.until),
        type: line.type ?? '',
        department: names.department(line.department),
        incident: line.incident ?? '—',
        state: line.state === undefined ? '—' : stateWord(line.state),
        rating: line.rating === undefined ? '—' : ratingWord(line.rating),
        ground: line.ground === undefined ? '—' : groundWord(line.ground),
        undone: line.undone === undefined ? '' : eventWord(line.undone),
        urgency: line.urgency === undefined ? '' : t(`incident.urgency.${line.urgency}`),
        matter: line.matter === undefined ? '' : say(line.matter),
        limit:
          line.limit !== undefined && isUnit(line.limit.unit)
            ? names.limit({ amount: line.limit.amount, unit: line.limit.unit })
            : '—',
      })
    },
    quote: (line) => (line.quote === undefined || typeof line.quote === 'string' ? line.quote : say(line.quote)),
    why: (event, line) =>
      event.actor.role !== 'system' || line.why === undefined
        ? undefined
        : t(`log.why.${line.why}`, {
            stage: line.stage === undefined ? '' : stageWord(line.stage),
            incident: line.incident ?? '—',
          }),
    actor(event) {
      if (event.actor.role === 'system') return t('log.timeline.auto')
      const post =
        event.actor.department === undefined ? roleWord(event.actor.role) : names.department(event.actor.department)
      return event.actor.name === '' ? post : bracketed(event.actor.name, post)
    },
  }
}
