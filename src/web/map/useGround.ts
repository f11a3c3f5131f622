// The city's map files, fetched once per page and shared by every map on it.
import { shallowRef, type ShallowRef } from 'vue'
import { isPassing, toProblem, type ApiProblem } from '../api/client.ts'
import type { City } from '../../wire/reference.ts'
import { GROUND_IDS, type GroundFile } from './layers/ground.ts'
import { fetchMapFile } from './useMapFile.ts'

const files = shallowRef<readonly GroundFile[]>()
const missing = shallowRef<readonly GroundFile['id'][]>([])
const problem = shallowRef<ApiProblem>()
let asked: Promise<void> | undefined
let again: (() => void) | undefined

async function load(city: City): Promise<void> {
  const wanted = city.map.filter((m) => (GROUND_IDS as readonly string[]).includes(m.id))
  const answers = await Promise.allSettled(wanted.map((m) => fetchMapFile(m.file)))
  const got: GroundFile[] = []
  const lost: GroundFile['id'][] = []
  let failed: ApiProblem | undefined
  for (const [i, answer] of answers.entries()) {
    const id = wanted[i]?.id
    if (id === undefined) continue
    if (answer.status === 'fulfilled' && answer.value !== undefined) got.push({ id, data: answer.value })
    else lost.push(id)
    // One that may come yet tells more than one that never will.
    if (answer.status === 'rejected' && (failed === undefined || !isPassing(failed))) failed = toProblem(answer.reason)
  }
  // A missing or broken file leaves its layer out, and the map says which; the rest of it still serves.
  missing.value = lost
  problem.value = failed
  // Drawing the ground anew is dear: only for what was not there.
  if (got.length !== files.value?.length) files.value = got
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
