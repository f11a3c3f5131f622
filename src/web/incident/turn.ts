// Whose turn a case is, in words: a post of the desk, or the department that works on it.
import type { IncidentRow } from '../../wire/views.ts'
import { useNames } from './names.ts'
import { roleWord } from './words.ts'

/** Undefined for ended cases. */
export function useTurn(): (row: Pick<IncidentRow, 'owner'>) => string | undefined {
  const names = useNames()
  return ({ owner }) =>
    owner === undefined
      ? undefined
      : owner.department === undefined
        ? roleWord(owner.post)
        : names.department(owner.department)
}
