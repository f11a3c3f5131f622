// The city's map files, fetched once per page and shared by every map on it.
import { shallowRef, type ShallowRef } from 'vue'
import type { FeatureCollection } from 'geojson'
import { getMapFile } from '../api/city.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import type { City } from '../../wire/reference.ts'
import { GROUND_IDS, type GroundFile } from './layers/ground.ts'

const files = shallowRef<readonly GroundFile[]>()
const missing = shallowRef<readonly GroundFile['id'][]>([])
const problem = shallowRef<ApiProblem>()
let asked: Promise<void> | undefined
let again: (() => void) | undefined

const isCollection = (body: unknown): body is FeatureCollection =>
  typeof body === 'object' && body !== null && 'features' in body && Array.isArray(body.features)

async function load(city: City): Promise<void> {
  const wanted = city.map.filter((m) => (GROUND_IDS as readonly string[]).includes(m.id))
  const answers = await Promise.allSettled(wanted.map((m) => getMapFile(m.file)))
  const got: GroundFile[] = []
  const lost: GroundFile['id'][] = []
  for (const [i, answer] of answers.entries()) {
    const id = wanted[i]?.id
    if (id === undefined) continue
    if (answer.status === 'fulfilled' && isCollection(answer.value)) got.push({ id, data: answer.value })
    else lost.push(id)
    if (answer.status === 'rejected') problem.value = toProblem(answer.reason)
  }
  // A missing or broken file leaves its layer out, and the map says which; the rest of it still serves.
  missing.value = lost
  files.value = got
}

export function useGround(): {
  files: Readonly<ShallowRef<readonly GroundFile[] | undefined>>
  /** What could not be had of the bundled map. */
  missing: Readonly<ShallowRef<readonly GroundFile['id'][]>>
  problem: Readonly<ShallowRef<ApiProblem | undefined>>
  need: (city: City) => void
  again: () => void
} {
  return {
    files,
    missing,
    problem,
    need: (city) => {
      again = () => void (asked = load(city))
      asked ??= load(city)
    },
    again: () => again?.(),
  }
}
