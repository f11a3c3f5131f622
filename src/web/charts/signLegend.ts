// The legend of a vital sign: what each line and shade is and rests on, which layers can be put away, what the picture leaves out.
import type { GhostKind } from '../../core/normal/types.ts'
import type { ForecastScore } from '../../core/forecast/types.ts'
import { PROMISED } from '../../wire/signs.ts'
import { figure, listed, percent } from '../i18n/format.ts'
import { FORECAST_DASH, ghostDash, type SignInput, type SignLike, type SignLimit, type SignPicture } from './sign.ts'
import { momentText, type Say, type SignForm } from './signWords.ts'

export type Layers = SignInput['layers']
export type LayerId = 'band' | 'forecast' | GhostKind
type Tone = 'series' | 'series-2' | 'series-3' | 'series-4' | 'series-5' | 'text-3'
/** How an entry looks in the picture, for its key. */
export type KeyLook =
  | { readonly type: 'line'; readonly tone: Tone; readonly dash: readonly number[] }
  | { readonly type: 'fill'; readonly tone: 'band' | 'series' | 'series-2' }
  | { readonly type: 'square' | 'hatch' }
export interface LegendEntry {
  readonly id: string
  readonly look: KeyLook
  readonly name: string
  /** What it rests on, in words. */
  readonly about?: string
  /** Can be put away; whether it is shown. */
  readonly layer?: { readonly id: LayerId; readonly on: boolean }
}
export interface Legend {
  readonly entries: readonly LegendEntry[]
  readonly toggled: (layer: LayerId) => Layers
}

/** Leads at which scores are named: the first, the middle one and the last would crowd the line with more. */
function namedScores(scores: readonly ForecastScore[]): ForecastScore[] {
  const ordered = [...scores].sort((a, b) => a.ahead - b.ahead)
  const chosen = [ordered[0], ordered[Math.floor((ordered.length - 1) / 2)], ordered.at(-1)]
  return [...new Set(chosen)].filter((s): s is ForecastScore => s !== undefined)
}

export function scoreText(scores: readonly ForecastScore[], form: SignForm, say: Say): string {
  const named = namedScores(scores)
  if (named.length === 0) return say('charts.unscored')
  const n = scores.reduce((sum, s) => sum + s.n, 0)
  const covered = scores.reduce((sum, s) => sum + s.covered * s.n, 0) / Math.max(1, n)
  return listed([
    ...named.map((s) =>
      say('charts.score', {
        ahead: s.ahead,
        mae: figure(s.mae, form.decimals + (s.mae < 10 ** -form.decimals * 10 ? 1 : 0)),
        unit: form.unit === '' ? '' : ` ${form.unit}`,
      }),
    ),
    say('charts.scoreCovered', { covered: percent(covered) }),
  ])
}

export function legendOf(input: {
  readonly series: SignLike
  readonly picture: SignPicture
  readonly layers: Layers
  readonly limits: readonly SignLimit[]
  readonly stale: SignInput['stale']
  readonly scores: readonly ForecastScore[]
  readonly form: SignForm
  readonly say: Say
}): Legend {
  const { series, picture, layers, limits, stale, scores, form, say } = input
  const at = (t: number): string => momentText(t, form.now)
  const entries: LegendEntry[] = [
    {
      id: 'value',
      look: { type: 'line', tone: 'series', dash: [] },
      name: form.name,
      ...(picture.together ? { about: say('charts.together') } : {}),
    },
  ]
  if (picture.together)
    entries.push({ id: 'spread', look: { type: 'fill', tone: 'series' }, name: say('charts.spread') })
  if (series.band !== undefined)
    entries.push({
      id: 'band',
      look: { type: 'fill', tone: 'band' },
      name: say('charts.band'),
      about: say('charts.bandAbout', {
        from: at(series.band.from),
        to: at(series.band.to),
        n: figure(series.band.hours, 0),
      }),
      layer: { id: 'band', on: layers.band },
    })
  for (const ghost of series.ghosts ?? [])
    entries.push({
      id: `ghost:${ghost.kind}`,
      look: { type: 'line', tone: 'text-3', dash: ghostDash(ghost.kind) },
      name: say(`charts.ghost.${ghost.kind}`),
      about: say('charts.ghostAbout', { from: at(ghost.from) }),
      layer: { id: ghost.kind, on: layers.ghosts.has(ghost.kind) },
    })
  if (series.forecast !== undefined)
    entries.push({
      id: 'forecast',
      look: { type: 'line', tone: 'series-2', dash: FORECAST_DASH },
      name: say('charts.forecast'),
      about: say('charts.forecastAbout', {
        time: at(series.forecast.madeAt),
        model: series.forecast.model,
        promised: percent(PROMISED),
        score: scoreText(scores, form, say),
      }),
      layer: { id: 'forecast', on: layers.forecast },
    })
  const { from, to } = picture.frame
  const corrected = (series.corrections ?? []).filter((c) => c.at >= from && c.at <= to)
  if (corrected.length > 0)
    entries.push({
      id: 'corrections',
      look: { type: 'square' },
      name: say('charts.corrections', { n: corrected.length }),
    })
  if (stale !== undefined)
    entries.push({ id: 'stale', look: { type: 'hatch' }, name: say('charts.stale', { time: at(stale.from) }) })
  const off = limits.filter((l) => !picture.limits.some((p) => p.level === l.level && p.limit === l.limit))
  if (off.length > 0)
    entries.push({
      id: 'limits',
      look: { type: 'line', tone: 'text-3', dash: [5, 4] },
      name: say('charts.limits'),
      about: say('charts.limitsOff', {
        list: listed(
          off.map((l) =>
            `${l.word} ${figure(l.limit, Number.isInteger(l.limit) ? 0 : form.decimals)} ${form.unit}`.trim(),
          ),
        ),
      }),
    })

  return {
    entries,
    toggled(layer) {
      if (layer === 'band') return { ...layers, band: !layers.band }
      if (layer === 'forecast') return { ...layers, forecast: !layers.forecast }
      const ghosts = new Set(layers.ghosts)
      if (!ghosts.delete(layer)) ghosts.add(layer)
      return { ...layers, ghosts }
    },
  }
}
