// The city's cameras. Addresses of their pictures are the hub's own.
import { CameraListSchema, PICTURE_AT, cameraPaths, type CameraRow } from '../../wire/cameras.ts'
import { ProblemSchema } from '../../wire/api.ts'
import { fits } from './check.ts'
import { ApiProblem, get, unreachable } from './client.ts'

/** `GET /api/cameras`: those this account may see. */
export const getCameras = (): Promise<CameraRow[]> => get(cameraPaths.cameras, CameraListSchema)

/** One picture and when the hub fetched it (its clock). Throws an ApiProblem. */
export async function getPicture(id: string, signal: AbortSignal): Promise<{ blob: Blob; at: number }> {
  let response: Response
  try {
    response = await fetch(cameraPaths.picture(id), { signal, credentials: 'same-origin' })
  } catch {
    throw unreachable()
  }
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => undefined)
    throw fits(ProblemSchema, body) ? new ApiProblem(body) : unreachable()
  }
  return { blob: await response.blob(), at: Number(response.headers.get(PICTURE_AT)) }
}

export const streamOf = (id: string): string => cameraPaths.stream(id)
