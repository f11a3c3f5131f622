// Names of crews for layers: asked once while a layer is shown, and only by posts that may read them.
import type { Role } from '../../../core/incident/types.ts'
import { getAllCrews } from '../../api/crews.ts'
import { useFetch } from '../../api/useFetch.ts'

/** As the hub's list of crews has it. */
const READERS: readonly Role[] = ['acceptor', 'dispatcher', 'dutyChief', 'leader', 'administrator', 'department']

/** A crew's id is its department's own. */
export const crewKey = (department: string | undefined, crew: string): string => `${department ?? ''}/${crew}`

export function useCrewNames(
  role: Role | undefined,
): (department: string | undefined, crew: string) => string | undefined {
  const { value } = useFetch(
    () => (role !== undefined && READERS.includes(role) ? role : undefined),
    () => getAllCrews(),
  )
  return (department, crew) => value.value?.find((c) => c.id === crew && c.department === department)?.name
}
