// Fields and values of the catalogue in words: names of departments and matters, limits, times of day.
import { useI18n } from 'vue-i18n'
import { LIMIT_UNIT_WORDS, levelWords, limitUnit } from '../../../wire/words.ts'
import type { AlarmStep } from '../../../core/alarm/types.ts'
import type { Window } from '../../../core/indicate/types.ts'
import { windowWords } from '../../../core/indicate/words.ts'
import { LEVEL_ROMAN } from '../../ui/levels.ts'
import { indicatorOf } from '../../../core/evaluate/indicators.ts'
import type { CatalogueKind } from '../../../wire/catalogue.ts'
import type { EvaluationRules } from '../../../wire/reference.ts'
import type { LimitUnit } from '../../../core/clock/types.ts'
import { bracketed, clauses, listed } from '../../i18n/format.ts'
import { locale, say } from '../../i18n/i18n.ts'
import { useCity } from '../../stores/city.ts'
import { isBlank } from './blankNumber.ts'
import { isLimit, isText } from './diff.ts'
import { ANY } from './entries.ts'

/** Minutes of the day as a clock shows them; 1440 is the end of the day. */
export const clockOfMinutes = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const CODED = new Set(['kind', 'sure', 'scope'])
const isStep = (v: unknown): v is AlarmStep => typeof v === 'object' && v !== null && 'level' in v && 'limit' in v
const isWindow = (v: unknown): v is Window => typeof v === 'object' && v !== null && 'type' in v
type Composite = EvaluationRules['composites'][number]

export function useWords() {
  const { t, te } = useI18n()
  const city = useCity()

  const party = (id: string): string =>
    id.startsWith('@') ? t(`catalogue.party.${id.slice(1)}`) : say(city.departmentName(id))
  const sensorKind = (id: string): string => say(city.kinds.get(id)?.name ?? { zh: id, en: id })
  function matter(code: string): string {
    const here = city.matters.get(code)
    return here === undefined ? code : `${code} ${say(here.name)}`
  }
  const area = (code: string | undefined): string =>
    code === undefined ? t('catalogue.anyArea') : say(city.areaName(code))
  /** A figure as it was typed; one that is still missing is said to be. */
  const plainNumber = (n: number): string => (isBlank(n) ? t('catalogue.noNumber') : String(n))
  const limit = ({ amount, unit }: { amount: number; unit: string }): string =>
    `${plainNumber(amount)} ${unit in LIMIT_UNIT_WORDS ? say(limitUnit({ amount, unit: unit as LimitUnit })) : unit}`
  const field = (name: string): string => (te(`catalogue.field.${name}`) ? t(`catalogue.field.${name}`) : name)
  /** Names from the outside in; a condition's own id stands as it is. */
  const label = (path: readonly string[]): string =>
    path.map((name, i) => (path[i - 1] === 'conditions' ? name : field(name))).join(' · ')

  function basis(row: Readonly<Record<string, unknown>>): string {
    const scope = row['scope'] === 'local' ? t('catalogue.scope.local') : t('catalogue.scope.national')
    const checked =
      typeof row['checked'] === 'string' ? t('catalogue.checkedOn', { date: row['checked'] }) : t('catalogue.unchecked')
    return `${scope} ${String(row['text'])} (${checked})`
  }
  function composite({ object, post, parts }: Composite): string {
    const title = post === undefined ? t(`catalogue.evaluated.${object}`) : t(`catalogue.post.${post}`)
    const told = parts.map(({ indicator, weight, inverse }) => {
      const known = indicatorOf(indicator)
      const share = known === undefined ? indicator : say(known.name)
      return `${inverse ? `(1 − ${share})` : share} × ${weight}`
    })
    return bracketed(title, told.join(' + '))
  }
  function member(name: string | undefined, v: unknown): string {
    if (name === 'sessions' && Array.isArray(v)) return v.map((m) => clockOfMinutes(Number(m))).join('–')
    if (isStep(v)) return `${LEVEL_ROMAN[v.level]} ${plainNumber(v.limit)}`
    if (typeof v === 'object' && v !== null && 'scope' in v) return basis(v as Readonly<Record<string, unknown>>)
    if (typeof v === 'object' && v !== null && 'parts' in v) return composite(v as Composite)
    if (typeof v === 'object') return JSON.stringify(v)
    return name === 'assist' ? party(String(v)) : String(v)
  }
  /** One value, or its members one after the other. */
  function value(path: readonly string[], v: unknown): string {
    const name = path.at(-1)
    if (v === undefined) return '—'
    if (isBlank(v)) return t('catalogue.noNumber')
    if (isText(v)) return locale.value === 'zh' ? `${v.zh} / ${v.en}` : `${v.en} / ${v.zh}`
    if (isLimit(v)) return limit(v)
    if (Array.isArray(v)) {
      const all = v.map((x) => member(name, x))
      if (all.length === 0) return '—'
      // Members that are lists themselves need a stronger stop between them.
      return all.some((one) => one.includes(' · ')) ? clauses(all) : listed(all)
    }
    if (name === 'window' && isWindow(v)) return say(windowWords(v))
    if (typeof v === 'object') return JSON.stringify(v)
    const plain = String(v)
    if (name === 'onDelayMs' || name === 'offDelayMs') return `${Number(v) / 1000} s`
    if (name === 'direction') return t(`catalogue.direction.${plain}`)
    if (name === 'satisfiedFrom') return t(`catalogue.rating.${plain}`)
    if (name === 'lead') return party(plain)
    if (name === 'matter') return matter(plain)
    if (name === 'area') return area(plain)
    if (name === 'level') return say(levelWords(Number(v)))
    if (name !== undefined && CODED.has(name) && te(`catalogue.coded.${plain}`)) return t(`catalogue.coded.${plain}`)
    return plain
  }

  const kind = (k: CatalogueKind): string => t(`catalogue.kind.${k}`)
  /** What an entry is called in a list of mixed kinds. */
  function title(k: CatalogueKind, id: string, body: unknown): string {
    const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>
    if (k === 'responsibility') {
      const [code = id, condition = ANY, where = ANY] = id.split('/')
      const parts = [matter(code), ...(condition === ANY ? [] : [condition]), ...(where === ANY ? [] : [area(where)])]
      return parts.join(' · ')
    }
    const name = fields['name']
    if (k === 'matter' && isText(name)) {
      const [code = id, from = ''] = id.split('@')
      return bracketed(`${code} ${say(name)}`, t('catalogue.since', { from }))
    }
    if (isText(name)) return `${id} ${say(name)}`
    return typeof name === 'string' ? `${id} ${name}` : kind(k)
  }
  return { t, party, matter, sensorKind, area, limit, field, label, value, kind, title }
}
export type Words = ReturnType<typeof useWords>
