// The city's map files, fetched once per page and shared by every map on it.
import { shallowRef, type ShallowRef } from 'vue'
import { toProblem, type ApiProblem } from '../api/client.ts'
import type { City } from '../../wire/reference.ts'
import { GROUND_IDS, type GroundFile } from './layers/ground.ts'
import { fetchMapFile } from './useMapFile.ts'

const files = shallowRef<readonly GroundFile[]>()
const problem = shallowRef<ApiProblem>()
let asked: Promise<void> | undefined

async function load(city: City): Promise<void> {
  const wanted = city.map.filter((m) => (GROUND_IDS as readonly string[]).includes(m.id))
  const answers = await Promise.allSettled(wanted.map((m) => fetchMapFile(m.file)))
  const got: GroundFile[] = []
  for (const [i, answer] of answers.entries()) {
    const id = wanted[i]?.id
    if (answer.status === 'fulfilled' && id !== undefined && answer.value !== undefined)
      got.push({ id, data: answer.value })
    else if (answer.status === 'rejected') problem.value = toProblem(answer.reason)
  }
  // A missing file leaves its layer out; the rest of the map still serves.
  files.value = got
}

export function useGround(): {
  files: Readonly<ShallowRef<readonly GroundFile[] | undefined>>
  problem: Readonly<ShallowRef<ApiProblem | undefined>>
  need: (city: City) => void
} {
  return {
    files,
    problem,
    need: (city) => {
      asked ??= load(city)
    },
  }
}
