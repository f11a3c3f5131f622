// Reference data of the city: areas, departments, matters, kinds, indicators, with the look-ups that screens need.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Department } from '../../core/dispatch/types.ts'
import type { Tables } from '../../core/indicate/inputs.ts'
import type { Indicator } from '../../core/indicate/types.ts'
import type { Text } from '../../core/text.ts'
import type { Area, Matter, SensorKind } from '../../wire/reference.ts'
import { getCity, type CityReference } from '../api/city.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import { setZone } from '../i18n/format.ts'
import { useSession } from './session.ts'

const index = <T>(list: readonly T[] | undefined, key: (t: T) => string): ReadonlyMap<string, T> =>
  new Map((list ?? []).map((t) => [key(t), t]))

/** Fetched apart: most screens never need the database. */
const keepCity = async (city: CityReference): Promise<void> => (await import('../outbox/kept.ts')).keepCity(city)
const keptCity = async (): Promise<unknown> => (await import('../outbox/kept.ts')).keptCity()

export const useCity = defineStore('city', () => {
  const reference = shallowRef<CityReference>()
  const problem = shallowRef<ApiProblem>()
  let asked: Promise<void> | undefined
  let asks = 0

  function ask(): Promise<void> {
    const mine = ++asks
    return getCity().then(
      (answer) => {
        // Another change came meanwhile: its answer is on the way, and this one may be the older.
        if (mine !== asks) return
        setZone(answer.city.zone)
        reference.value = answer
        problem.value = undefined
        if (useSession().role === 'department') void keepCity(answer)
      },
      async (error: unknown) => {
        if (mine !== asks) return
        problem.value = toProblem(error)
        asked = undefined
        // Without signal the names are as this device kept them; the next load asks again.
        const kept = problem.value.status === 0 ? ((await keptCity()) as CityReference | undefined) : undefined
        if (kept === undefined || reference.value !== undefined) return
        setZone(kept.city.zone)
        reference.value = kept
      },
    )
  }
  /** Asks once per page; a failure may be asked again. */
  const load = (): Promise<void> => (asked ??= ask())
  /** Asks anew: the catalogue has changed. What is here stays until the answer is. */
  const renew = (): Promise<void> => (asked = ask())

  const city = computed(() => reference.value?.city)
  const desk = computed(() => reference.value?.desk)
  const areas = computed(() => index<Area>(reference.value?.areas, (a) => a.code))
  const departments = computed(() => index<Department>(reference.value?.departments, (d) => d.id))
  const matters = computed(() => index<Matter>(reference.value?.matters, (m) => m.code))
  const kinds = computed(() => index<SensorKind>(reference.value?.sensorKinds, (k) => k.id))
  const indicators = computed(() => index<Indicator>(reference.value?.indicators, (i) => i.id))
  const tables = computed<Tables>(() => ({
    limitTables: reference.value?.limitTables ?? [],
    classTables: reference.value?.classTables ?? [],
    utcOffsetMinutes: city.value?.utcOffsetMinutes ?? 0,
  }))
  const districts = computed(() => [...areas.value.values()].filter((a) => a.kind === 'district'))
  /** Short name of a department, or its id while the reference data is on its way. */
  const departmentName = (id: string): Text => departments.value.get(id)?.short ?? { zh: id, en: id }

  function areaName(code: string): Text {
    const own = areas.value.get(code)
    if (own !== undefined) return own.name
    const district = areas.value.get(code.slice(0, 6))
    return district?.name ?? { zh: code, en: code }
  }

  return {
    reference,
    problem,
    load,
    renew,
    city,
    desk,
    areas,
    departments,
    matters,
    kinds,
    indicators,
    tables,
    districts,
    departmentName,
    areaName,
  }
})
