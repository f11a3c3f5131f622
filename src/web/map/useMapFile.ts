// One file of the city's map for whoever needs it: fetched when it is first asked for, once per page, shared by maps and layers.
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { FeatureCollection } from 'geojson'
import type { City } from '../../wire/reference.ts'
import { getMapFile } from '../api/city.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import { askAgain } from '../stores/askAgain.ts'
import { useCity } from '../stores/city.ts'

export type MapFileId = City['map'][number]['id']

const asked = new Map<string, Promise<FeatureCollection | undefined>>()

const isCollection = (body: unknown): body is FeatureCollection =>
  typeof body === 'object' && body !== null && 'features' in body && Array.isArray(body.features)

/** Undefined for what is no feature collection. A failure is thrown, and may be asked again. */
export function fetchMapFile(file: string): Promise<FeatureCollection | undefined> {
  const known = asked.get(file)
  if (known !== undefined) return known
  const answer = getMapFile(file).then(
    (body) => (isCollection(body) ? body : undefined),
    (error: unknown) => {
      asked.delete(file)
      throw error
    },
  )
  asked.set(file, answer)
  return answer
}

export interface MapFile {
  readonly data: Readonly<ShallowRef<FeatureCollection | undefined>>
  readonly problem: Readonly<ShallowRef<ApiProblem | undefined>>
  /** Generated, not surveyed. */
  readonly simulated: ComputedRef<boolean>
}

/** The file of that name; without data where the city has none. */
export function useMapFile(id: MapFileId): MapFile {
  const city = useCity()
  const data = shallowRef<FeatureCollection>()
  const problem = shallowRef<ApiProblem>()
  const entry = computed(() => city.city?.map.find((m) => m.id === id))
  async function ask(): Promise<void> {
    const file = entry.value?.file
    if (file === undefined) return
    try {
      data.value = await fetchMapFile(file)
      problem.value = undefined
    } catch (error) {
      problem.value = toProblem(error)
    }
  }
  watch(() => entry.value?.file, ask, { immediate: true })
  askAgain(() => problem.value, ask)
  return { data, problem, simulated: computed(() => entry.value?.simulated === true) }
}

/** Whether the city has such a file at all. */
export const hasMapFile = (id: MapFileId): boolean => useCity().city?.map.some((m) => m.id === id) === true
