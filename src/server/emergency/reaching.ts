// How an emergency reaches the rest of the world, as the room that runs it knows it. Two make one: drillReach.ts, which is given
// nothing but the hub's own screens, and realReach.ts.
import type { LineBody, Line, Running } from '../../core/emergency/log.ts'
import { noticesOfLine } from '../../core/emergency/notices.ts'
import type { EmergencyNames } from '../../core/emergency/words.ts'
import type { Tightening } from '../../core/emergency/types.ts'
import { audienceName } from '../../core/incident/notices.ts'
import type { Text } from '../../core/text.ts'
import type { NoticeRow } from '../../wire/views.ts'
import type { Queries } from '../store/db.ts'

export interface Reaching {
  /** Tells of new lines inside the transaction that writes them; answers what to do once the commit stands. */
  tell(query: Queries, after: Running, lines: readonly Line[]): Promise<() => void>
  /** Does for its case what is due, and answers what came of it; undefined: it has ended meanwhile. Safe to repeat. */
  workOnCase(running: Running, runs: () => boolean): Promise<LineBody | undefined>
  /** Alarm limits that are stricter because of it. */
  tighten(running: Running): readonly Tightening[]
}

/** The notices of some lines, with a mark before each. */
export function noticeRows(after: Running, lines: readonly Line[], names: EmergencyNames, mark: Text): NoticeRow[] {
  return lines.flatMap((line) =>
    noticesOfLine(line, after, names).map(({ to, n, text }): NoticeRow => {
      const audience = audienceName(to)
      return {
        id: `${after.id}#${n}/emergency/${audience}`,
        at: line.at,
        kind: 'emergency',
        audience,
        incident: after.incident ?? '',
        emergency: after.id,
        level: after.level,
        text: { zh: mark.zh + text.zh, en: mark.en + text.en },
      }
    }),
  )
}
