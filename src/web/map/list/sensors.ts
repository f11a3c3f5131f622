// Sensors by kind: how many stand how, and the worst of them by name. Their marks are drawn by the map itself.
import { computed } from 'vue'
import { LEVELS, type Level } from '../../../core/level.ts'
import type { SensorKind } from '../../../wire/reference.ts'
import { GROUP_WORDS } from '../../../wire/signWords.ts'
import { bracketed, clauses, figure, span, unitText } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { levelWord } from '../../incident/words.ts'
import { hubClock } from '../../live/clock.ts'
import { useCity } from '../../stores/city.ts'
import { worstSlots } from '../overlays/worst.ts'
import type { LegendLine } from '../overlays/overlay.ts'
import type { LayerEntry } from './entry.ts'
import { useHotSensors } from './hot.ts'
import { NOT_DRAWN, columnsOf } from './pieces.ts'

const ALL = 'all'
const GROUP = 'group-'
/** More lines than these nobody reads; the search finds the rest. */
const TOLD = 200

/** Kinds that a choice of this layer stands for, as the map and the hot table take them; undefined: all. */
export function sensorKindsOf(
  choice: string | undefined,
  kinds: ReadonlyMap<string, SensorKind>,
): readonly string[] | undefined {
  if (choice === undefined || choice === ALL) return undefined
  if (kinds.has(choice)) return [choice]
  const within = [...kinds.values()].filter((k) => choice === GROUP + k.group).map((k) => k.id)
  return within.length === 0 ? undefined : within
}

export const sensors: LayerEntry = {
  id: 'sensors',
  group: 'sensing',
  usual: true,
  open({ look, choice }) {
    const city = useCity()
    const wanted = computed(() => sensorKindsOf(choice.value, city.kinds))
    // Of all of them only the state is followed: their values are on the page of each.
    const follows = (): boolean => wanted.value !== undefined
    const { table, beat, slots } = useHotSensors(
      () => wanted.value,
      () => (follows() ? 'values' : 'states'),
    )
    const counts = computed(() => {
      void beat.value
      const now = hubClock.now()
      const found = { calm: 0, silent: 0, doubted: 0, levels: [0, 0, 0, 0] }
      for (const slot of slots.value) {
        const level = table.level(slot)
        const silent = table.stale(slot, now)
        const doubted = table.suspect(slot)
        if (level > 0) found.levels[level - 1] = (found.levels[level - 1] ?? 0) + 1
        if (silent) found.silent++
        if (doubted) found.doubted++
        if (level === 0 && !silent && !doubted) found.calm++
      }
      return found
    })
    const stateOf = (slot: number, now: number): string => {
      const level = table.level(slot)
      const parts = [
        level > 0 ? levelWord(level as Level) : '',
        table.stale(slot, now) ? t('map.layer.sensors.silent') : '',
        table.suspect(slot) ? t('map.layer.sensors.doubted') : '',
      ].filter((p) => p !== '')
      return parts.length === 0 ? t('map.layer.sensors.calm') : parts.join(' · ')
    }
    const valueOf = (slot: number): string => {
      const metric = city.kinds.get(table.kind(slot))?.metrics[0]
      const value = table.value(slot, 0)
      return metric === undefined || Number.isNaN(value)
        ? '—'
        : `${figure(value, metric.decimals)} ${unitText(metric.unit)}`.trim()
    }
    const numbered = (word: string, n: number): string => `${word} ${figure(n, 0)}`
    return {
      drawn: NOT_DRAWN,
      count: computed(() => (slots.value.length > 0 || table.state() === 'live' ? slots.value.length : undefined)),
      note: computed(() =>
        clauses([
          ...(slots.value.length > TOLD
            ? [t('map.layer.sensors.firstOf', { n: TOLD, all: figure(slots.value.length, 0) })]
            : []),
          ...(follows() ? [] : [t('map.layer.sensors.chooseKind')]),
        ]),
      ),
      choices: computed(() => {
        const groups = [...new Set([...city.kinds.values()].map((k) => k.group))]
        return {
          label: t('map.layer.sensors.which'),
          usual: ALL,
          options: [
            { value: ALL, label: t('map.layer.sensors.all') },
            ...groups.flatMap((group) => [
              { value: GROUP + group, label: bracketed(say(GROUP_WORDS[group]), t('map.layer.sensors.wholeGroup')) },
              ...[...city.kinds.values()]
                .filter((k) => k.group === group)
                .map((k) => ({ value: k.id, label: say(k.name) })),
            ]),
          ],
        }
      }),
      legend: computed((): LegendLine[] => {
        const { colours } = look.value
        const { calm, silent, doubted, levels } = counts.value
        return [
          ...LEVELS.map((level): LegendLine => ({
            swatch: { type: 'level', level },
            text: numbered(levelWord(level), levels[level - 1] ?? 0),
          })),
          { swatch: { type: 'dot', colour: colours.calm }, text: numbered(t('map.layer.sensors.calm'), calm) },
          {
            swatch: { type: 'dot', colour: colours.calm, hollow: true },
            text: numbered(t('map.layer.sensors.silentMark'), silent),
          },
          {
            swatch: { type: 'dot', colour: colours.calm, ring: 'broken' },
            text: numbered(t('map.layer.sensors.doubtedMark'), doubted),
          },
          { swatch: { type: 'dot', colour: colours.calm, ring: 'whole' }, text: t('map.layer.sensors.cluster') },
        ]
      }),
      table() {
        // Slots stay the same array while values move.
        void beat.value
        const now = hubClock.now()
        const standing = (slot: number) => ({
          level: table.level(slot),
          silent: table.stale(slot, now),
          doubted: table.suspect(slot),
        })
        return {
          columns: columnsOf(
            'sensors',
            follows() ? ['name', 'kind', 'state', 'value', 'age'] : ['name', 'kind', 'state'],
          ),
          rows: worstSlots(slots.value, standing, TOLD).map((slot) => {
            const entry = table.entry(slot)
            const at = table.newestAt(slot)
            const kind = city.kinds.get(table.kind(slot))
            return {
              id: table.id(slot),
              lng: entry?.lng,
              lat: entry?.lat,
              cells: [
                entry?.name ?? table.id(slot),
                kind === undefined ? table.kind(slot) : say(kind.name),
                stateOf(slot, now),
                ...(follows() ? [valueOf(slot), at === 0 ? '—' : span(now - at)] : []),
              ],
            }
          }),
        }
      },
    }
  },
}
