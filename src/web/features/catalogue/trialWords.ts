// What a trial came to, in one sentence and with what it could not see. Reactive where a render calls it.
import type { Trial } from '../../../wire/signs.ts'
import { cityDate, span } from '../../i18n/format.ts'
import { t } from '../../i18n/i18n.ts'
import type { Triable } from './trialBook.ts'

const DAY_MS = 86_400_000
const daysOf = ({ from, to }: Trial): number => Math.max(1, Math.round((to - from) / DAY_MS))
const heldMs = (side: Trial['proposed']): number => side.byLevel.reduce((ms, l) => ms + (l.heldMs ?? 0), 0)

/** «过去 30 天会触发 14 次，其中 9 次后来立案。» */
export function sentenceOf(kind: Triable, trial: Trial): string {
  const { proposed } = trial
  const days = daysOf(trial)
  if (proposed.raised === 0) return t(`trial.${kind}.never`, { days })
  return kind === 'alarmRule'
    ? t('trial.alarmRule.would', { days, n: proposed.raised, filed: proposed.filed })
    : t('trial.indicator.would', { days, n: proposed.raised, held: span(heldMs(proposed)) })
}

/** Why the sentence is not about everything; empty when it is. */
export function missingOf(trial: Trial, asked: number): string[] {
  const { whole, sensors, ofSensors, from } = trial
  if (whole) return []
  const cut = ofSensors === undefined ? [] : [t('trial.cut', { n: sensors, all: ofSensors })]
  const young = daysOf(trial) < asked ? [t('trial.young', { date: cityDate(from) })] : []
  return cut.length + young.length > 0 ? [...cut, ...young] : [t('trial.lost', {})]
}
