// Ways to name a case on the wall, the fullest first: which of them stands is a matter of room.
import { titleFor } from '../../core/incident/title.ts'
import type { Text } from '../../core/text.ts'
import type { IncidentRow } from '../../wire/views.ts'
import { say } from '../i18n/i18n.ts'

type Named = Pick<IncidentRow, 'title' | 'matterName' | 'areaName'>

/** Where nothing else tells two of a kind apart: their places go last. `street`: the smallest area the case is in. */
export function caseNames({ title, matterName: matter, areaName }: Named, street: Text): string[] {
  if (matter === undefined) return [say(title)]
  return [say(title), say(titleFor({ place: areaName, matter })), say(titleFor({ place: street, matter })), say(matter)]
}

/** Where its area stands beside it: not said twice. */
export function caseNamesBeside({ title, matterName, areaName }: Named): string[] {
  if (matterName === undefined) return [say(title)]
  const isPlain = say(title) === say(titleFor({ place: areaName, matter: matterName }))
  return isPlain ? [say(matterName)] : [say(title), say(matterName)]
}
