// Whoever gave, signed or checked, by post and name or by department.
import { doerWords } from '../../core/supervise/words.ts'
import type { Doer } from '../../core/supervise/types.ts'
import type { SupervisedRow } from '../../wire/supervisions.ts'
import { say } from '../i18n/i18n.ts'
import { useCity } from '../stores/city.ts'

export function useWho(): (by: SupervisedRow['by']) => string {
  const city = useCity()
  const names = {
    department: (id: string) => city.departments.get(id)?.short ?? { zh: id, en: id },
    time: String,
  }
  return ({ name, role, department }) =>
    say(
      doerWords(
        { account: '', name, role: role as Doer['role'], ...(department !== undefined && { department }) },
        names,
      ),
    )
}
