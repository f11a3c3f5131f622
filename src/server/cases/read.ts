// Questions about cases, answered from the fold and the log. Writes nothing.
import { sql } from 'kysely'
import type { DepartmentId, IncidentId, PhotoId } from '../../core/ids.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { CaseFiles } from '../ports.ts'
import type { Db } from '../store/db.ts'
import { isOpen } from './states.ts'

type Reads = Pick<CaseFiles, 'recent' | 'get' | 'events' | 'reports' | 'loads' | 'absorbed' | 'departmentMaySee'>

export function caseReads({ query }: Db): Reads {
  return {
    async recent(since) {
      const rows = await query
        .selectFrom('incident')
        .select('body')
        .where((e) => e.or([isOpen, e('updated_at', '>', new Date(since)), e('call_back_due_at', 'is not', null)]))
        .orderBy('opened_at')
        .execute()
      return rows.map((row): Incident => row.body)
    },
    async get(id: IncidentId) {
      return (await query.selectFrom('incident').select('body').where('id', '=', id).executeTakeFirst())?.body
    },
    async events(id) {
      const rows = await query
        .selectFrom('incident_event')
        .selectAll()
        .where('incident', '=', id)
        .orderBy('n')
        .execute()
      return rows.map((row) => ({
        n: row.n,
        type: row.type,
        actor: row.actor,
        occurredAt: row.occurred_at.getTime(),
        recordedAt: row.recorded_at.getTime(),
        because: row.because,
        body: row.body,
        hash: row.hash.toString('hex'),
      }))
    },
    async reports(id) {
      const rows = await query
        .selectFrom('report')
        .select(['id', 'text', 'channel', 'occurred_at', 'reporter', 'incident'])
        .where(sql<boolean>`incident = any(array[${id}] || array(select id from incident where merged_into = ${id}))`)
        .orderBy('occurred_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        text: row.text,
        source: row.channel,
        at: row.occurred_at.getTime(),
        // Who reported stays with the case of the report.
        ...(row.incident === id
          ? row.reporter !== null && { reporter: row.reporter }
          : row.incident !== null && { incident: row.incident }),
      }))
    },
    async absorbed(id) {
      const rows = await query
        .selectFrom('incident')
        .select('body')
        .where('merged_into', '=', id)
        .orderBy('opened_at')
        .orderBy('id')
        .execute()
      return rows.map((row): Incident => row.body)
    },
    async loads() {
      const rows = await query
        .selectFrom('incident')
        .select(['lead', (e) => e.fn.countAll<string>().as('n')])
        .where(isOpen)
        .where('lead', 'is not', null)
        .groupBy('lead')
        .execute()
      return new Map(rows.map((row): [DepartmentId, number] => [row.lead ?? '', Number(row.n)]))
    },
    async departmentMaySee(department: DepartmentId, photo: PhotoId) {
      const row = await query
        .selectFrom('incident')
        .select('id')
        .where((e) => e.or([e('lead', '=', department), e(e.val(department), '=', e.fn.any('assist'))]))
        .where(sql<boolean>`body -> 'photos' @> ${JSON.stringify([photo])}::jsonb`)
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}
