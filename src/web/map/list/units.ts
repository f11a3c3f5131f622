// Moving units: where each is drawn, how old that is, whose crew it carries; and the way of the chosen one.
import { computed, shallowRef, watchEffect } from 'vue'
import type { UnitTable } from '../../live/units.ts'
import { useUnits } from '../../live/useUnits.ts'
import { dayTime, figure, span } from '../../i18n/format.ts'
import { say, t } from '../../i18n/i18n.ts'
import { useCity } from '../../stores/city.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useSession } from '../../stores/session.ts'
import { UNIT_DOUBT, UNIT_LOST, UNIT_NOSE_SIGN, unitImage } from '../overlays/unitImages.ts'
import { TRACK, paleTrack, tailSource, trackSources } from '../overlays/unitTrack.ts'
import { UNITS, unitCollection, units as drawing, type UnitMark } from '../overlays/units.ts'
import { crewKey, useCrewNames } from './crewNames.ts'
import type { LayerEntry } from './entry.ts'
import { columnsOf } from './pieces.ts'
import { useDrawn } from './useDrawn.ts'
import { useUnitTrack } from './unitTrack.ts'
import { useUnitWatch } from './unitWatch.ts'

/** A move of one px is seen; at 60 km/h and the nearest zoom it takes about as long. */
const LOOK_MS = 125
const ALL = 'all'
/** The way is asked for anew long before: beyond this nobody knows how it went on. */
const TAIL_MS = 60_000

export const speedText = (kmh: number | undefined): string => (kmh === undefined ? '—' : `${figure(kmh, 0)} km/h`)
/** `3 分前`; nothing where it was never heard. */
export const ageText = (at: number | undefined, now: number): string =>
  at === undefined ? '—' : t('ui.ago', { span: span(Math.max(0, now - at)) })

/** Kinds that are there, in the order of their first unit. */
const kindsOf = (table: UnitTable) => [
  ...new Map(
    table.units().flatMap((_, slot) => {
      const kind = table.kindOf(slot)
      return kind === undefined ? [] : [[kind.id, kind] as const]
    }),
  ).values(),
]

export const units: LayerEntry = {
  id: UNITS,
  group: 'work',
  open({ look, window, choice, chosen, sight }) {
    const session = useSession()
    const city = useCity()
    const incidents = useIncidents()
    const table = useUnits(session.user ?? { role: 'wall' })
    const watched = useUnitWatch(table, sight, LOOK_MS)
    const crewName = useCrewNames(session.role)
    const kinds = computed(() => (void table.version.value, kindsOf(table)))
    const kind = computed(() => kinds.value.find((k) => k.id === choice.value)?.id ?? ALL)
    const slots = computed(() => {
      void watched.version.value
      return table
        .units()
        .map((_, slot) => slot)
        .filter((slot) => kind.value === ALL || table.kindOf(slot)?.id === kind.value)
    })
    const departmentName = (id: string | undefined): string => (id === undefined ? '—' : say(city.departmentName(id)))
    const crewOf = (department: string | undefined, crew: string | undefined): string =>
      crew === undefined ? '—' : (crewName(department, crew) ?? '—')

    const picked = computed(() => {
      void table.version.value
      const slot = chosen.value === undefined ? undefined : table.slotOf(chosen.value)
      const id = chosen.value
      return slot === undefined || id === undefined ? undefined : { id, person: table.kindOf(slot)?.person === true }
    })
    // The same object while it says the same: the table has another version many times a second.
    const pickedKey = computed(() => JSON.stringify(picked.value ?? null))
    const steady = computed(() => (JSON.parse(pickedKey.value) as typeof picked.value | null) ?? undefined)
    const track = useUnitTrack(steady, window)

    const marks = (): UnitMark[] => {
      const now = watched.at()
      return slots.value.flatMap((slot) => {
        const unit = table.units()[slot]
        const of = table.kindOf(slot)
        const last = table.last(slot)
        const [lng, lat] = [watched.lng(slot), watched.lat(slot)]
        if (unit === undefined || of === undefined || last === undefined || Number.isNaN(lng)) return []
        if (!watched.near(slot) && unit.id !== chosen.value) return []
        const standing = table.freshness(slot, now)
        const doubted = table.doubted(slot)
        const age = ageText(last.at, now)
        return [
          {
            ...{ id: unit.id, lng, lat, headingDeg: watched.headingDeg(slot), symbol: of.symbol, standing, doubted },
            ...{ name: unit.name, chosen: unit.id === chosen.value, age: standing === 'fresh' ? '' : age },
            detail: [
              [say(of.name), ...(unit.department === undefined ? [] : [departmentName(unit.department)])].join(' · '),
              [
                ...(standing === 'fresh' ? [] : [t(`map.layer.units.standing.${standing}`)]),
                age,
                ...(last.speedKmh === undefined ? [] : [speedText(last.speedKmh)]),
                ...(doubted ? [t('map.layer.units.standing.doubted')] : []),
              ].join(' · '),
            ].join('\n'),
          },
        ]
      })
    }
    const collection = shallowRef(unitCollection([]))
    watchEffect(() => {
      void watched.version.value
      collection.value = unitCollection(marks())
    })
    const way = computed(() => trackSources(track.value, (at) => dayTime(at, watched.at())))
    const tail = computed(() => {
      void watched.version.value
      const told = track.value
      const slot = told === undefined ? undefined : table.slotOf(told.unit)
      const end = told?.at.at(-1)
      if (told === undefined || slot === undefined || end === undefined || told.to < watched.at() - TAIL_MS)
        return undefined
      const last = table.last(slot)
      if (last === undefined || last.at <= end || last.at - end > TAIL_MS) return undefined
      return [
        [told.lng.at(-1) ?? 0, told.lat.at(-1) ?? 0],
        [watched.lng(slot), watched.lat(slot)],
      ] as const
    })
    const noTail = tailSource(undefined)
    const drawn = useDrawn(drawing, look, () => ({
      ...way.value,
      ...(tail.value === undefined ? noTail : tailSource(tail.value)),
      [UNITS]: collection.value,
    }))

    const caseCounts = computed(() => {
      const counts = new Map<string, number>()
      for (const row of incidents.open)
        if (row.crew !== undefined) {
          const key = crewKey(row.lead, row.crew)
          counts.set(key, (counts.get(key) ?? 0) + 1)
        }
      return counts
    })
    const image = (name: string) => ({ type: 'image' as const, image: drawn.value?.images?.[name] })
    return {
      drawn,
      count: computed(() => (void table.version.value, table.state() === 'live' ? slots.value.length : undefined)),
      note: computed(() => {
        void table.version.value
        if (table.state() === 'failed') return t('map.layer.units.failed')
        return table.units().some((u) => u.simulated) ? t('map.layer.units.simulated') : undefined
      }),
      choices: computed(() => ({
        label: t('map.layer.units.kind'),
        options: [
          { value: ALL, label: t('map.layer.units.all') },
          ...kinds.value.map((k) => ({ value: k.id, label: say(k.name) })),
        ],
        usual: ALL,
      })),
      legend: computed(() => [
        ...kinds.value.map((k) => ({ swatch: image(unitImage(k.symbol, 'fresh')), text: say(k.name) })),
        { swatch: image(UNIT_NOSE_SIGN), text: t('map.layer.units.heading') },
        {
          swatch: image(unitImage(kinds.value[0]?.symbol ?? 'van', 'old')),
          text: t('map.layer.units.standing.old'),
        },
        { swatch: image(UNIT_LOST), text: t('map.layer.units.standing.lost') },
        { swatch: image(UNIT_DOUBT), text: t('map.layer.units.standing.doubted') },
        ...((drawn.value?.sources[TRACK]?.features.length ?? 0) > 0
          ? [
              {
                swatch: { type: 'ramp' as const, from: paleTrack(look.value), to: look.value.colours.selected },
                text: t('map.layer.units.track'),
              },
            ]
          : []),
      ]),
      table: () => ({
        columns: columnsOf(UNITS, ['name', 'kind', 'department', 'crew', 'age', 'speed', 'cases']),
        rows: slots.value.flatMap((slot) => {
          const unit = table.units()[slot]
          const of = table.kindOf(slot)
          if (unit === undefined) return []
          const last = table.last(slot)
          const [lng, lat] = [watched.lng(slot), watched.lat(slot)]
          return [
            {
              id: unit.id,
              ...(Number.isNaN(lng) ? {} : { lng, lat }),
              cells: [
                unit.name,
                of === undefined ? unit.kind : say(of.name),
                departmentName(unit.department),
                crewOf(unit.department, unit.crew),
                ageText(last?.at, watched.at()),
                speedText(last?.speedKmh),
                unit.crew === undefined ? '—' : String(caseCounts.value.get(crewKey(unit.department, unit.crew)) ?? 0),
              ],
            },
          ]
        }),
      }),
    }
  },
}
