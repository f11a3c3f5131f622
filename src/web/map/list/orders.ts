// Orders: open cases with the department that leads them, and the crew's vehicle on its way to the case it has in hand.
import { computed } from 'vue'
import { distanceM } from '../../../core/place.ts'
import type { IncidentRow } from '../../../wire/views.ts'
import { distance, span } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { stateWord } from '../../incident/words.ts'
import { useNow } from '../../live/clock.ts'
import { useUnits } from '../../live/useUnits.ts'
import { useCity } from '../../stores/city.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useSession } from '../../stores/session.ts'
import { readClock } from '../../ui/clockReading.ts'
import { lineImage } from '../overlays/lineImage.ts'
import { ORDERS, ORDER_DASH, ORDER_TAG, orderSources, orders as drawing, type OrderMark } from '../overlays/orders.ts'
import { crewKey, useCrewNames } from './crewNames.ts'
import type { LayerEntry } from './entry.ts'
import { openedWithin } from './incidents.ts'
import { columnsOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'
import { useUnitWatch } from './unitWatch.ts'

/** Lines follow their vehicles; a deadline passes without a word from the hub. */
const LOOK_MS = 500
const CLOCK_MS = 10_000
const ALL = 'all'
/** A crew is at it. One whose work is to be confirmed or checked has its crew still, which is elsewhere by then. */
const isInHand = (row: IncidentRow): boolean => row.crew !== undefined && row.state === 'handling'

export const orders: LayerEntry = {
  id: ORDERS,
  group: 'work',
  roles: ['acceptor', 'dispatcher', 'dutyChief', 'leader', 'administrator', 'department'],
  open({ look, window, choice, sight, cases }) {
    const session = useSession()
    const city = useCity()
    const incidents = useIncidents()
    const table = useUnits(session.user ?? { role: 'wall' })
    const watched = useUnitWatch(table, sight, LOOK_MS)
    const crewName = useCrewNames(session.role)
    const clock = useNow()
    const now = computed(() => Math.floor(clock.value / CLOCK_MS) * CLOCK_MS)
    const all = computed(() =>
      (cases?.value ?? incidents.open).filter((row) => row.lead !== undefined).filter(openedWithin(window.value)),
    )
    const departments = computed(() => [...new Set(all.value.flatMap((row) => row.lead ?? []))].sort())
    const department = computed(() => departments.value.find((id) => id === choice.value) ?? ALL)
    const rows = computed(() => all.value.filter((row) => department.value === ALL || row.lead === department.value))
    /** Slot of the unit that carries a crew. */
    const carriers = computed(() => {
      void watched.version.value
      return new Map(
        table
          .units()
          .flatMap((unit, slot) =>
            unit.crew === undefined ? [] : ([[crewKey(unit.department, unit.crew), slot]] as const),
          ),
      )
    })
    function carrierOf(row: IncidentRow) {
      const slot =
        !isInHand(row) || row.crew === undefined ? undefined : carriers.value.get(crewKey(row.lead, row.crew))
      if (slot === undefined || Number.isNaN(watched.lng(slot))) return undefined
      const unit = table.units()[slot]
      return unit && { slot, name: unit.name, lng: watched.lng(slot), lat: watched.lat(slot) }
    }
    const crewOf = (row: IncidentRow): string | undefined =>
      row.crew === undefined ? undefined : (crewName(row.lead, row.crew) ?? carrierOf(row)?.name)
    const leadOf = (row: IncidentRow): string => (row.lead === undefined ? '—' : say(city.departmentName(row.lead)))
    const due = (row: IncidentRow): string => {
      if (row.clock === undefined) return '—'
      const { status, leftMs } = readClock(row.clock, now.value)
      return t(`ui.clock.${status}`, { span: span(Math.abs(leftMs)) })
    }
    const marks = computed(() => {
      void watched.version.value
      return rows.value.map((row): OrderMark => {
        const carrier = carrierOf(row)
        const crew = crewOf(row)
        return {
          ...{ id: row.id, lng: row.lng, lat: row.lat, level: row.level, tag: leadOf(row), title: say(row.title) },
          detail: [[leadOf(row), crew].filter(Boolean).join(' · '), `${stateWord(row.state)} · ${due(row)}`].join('\n'),
          ...(carrier && {
            from: {
              ...{
                lng: carrier.lng,
                lat: carrier.lat,
                crew: crew === undefined ? carrier.name : `${leadOf(row)} ${crew}`,
              },
              isFresh: table.freshness(carrier.slot, watched.at()) === 'fresh',
            },
          }),
        }
      })
    })
    // Most looks find nothing that matters here: most units carry no crew with a case.
    const key = computed(() => JSON.stringify(marks.value))
    const sources = computed(() => orderSources(JSON.parse(key.value) as OrderMark[]))
    const drawn = useDrawn(drawing, look, () => sources.value)
    return {
      drawn,
      count: computed(() => rows.value.length),
      note: computed(() => {
        const n = rows.value.filter(isInHand).length
        const shown = marks.value.filter((m) => m.from !== undefined).length
        return n === 0 ? t('map.layer.orders.noCrews') : t('map.layer.orders.crews', { n, shown })
      }),
      choices: computed(() =>
        departments.value.length < 2
          ? undefined
          : {
              label: t('map.layer.orders.department'),
              options: [
                { value: ALL, label: t('map.layer.orders.all') },
                ...departments.value.map((id) => ({ value: id, label: say(city.departmentName(id)) })),
              ],
              usual: ALL,
            },
      ),
      legend: computed(() => {
        const { selected: colour, land } = look.value.colours
        const line = (dash?: readonly number[]) => ({
          type: 'image' as const,
          image: lineImage({ colour, width: 2, dash, land }),
        })
        return [
          {
            swatch: { type: 'image' as const, image: drawn.value?.images?.[ORDER_TAG] },
            text: t('map.layer.orders.tag'),
          },
          { swatch: line(), text: t('map.layer.orders.way') },
          { swatch: line(ORDER_DASH), text: t('map.layer.orders.oldWay') },
        ]
      }),
      table: () => ({
        columns: columnsOf(ORDERS, ['case', 'department', 'crew', 'due', 'distance']),
        rows: rows.value.map((row) => {
          const carrier = carrierOf(row)
          return {
            ...{ id: row.id, lng: row.lng, lat: row.lat },
            cells: [
              `${row.code} ${say(row.title)}`,
              leadOf(row),
              crewOf(row) ?? '—',
              due(row),
              carrier === undefined ? '—' : distance(distanceM(carrier, row)),
            ],
          }
        }),
      }),
    }
  },
}
