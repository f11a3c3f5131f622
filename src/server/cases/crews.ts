// Crews of the departments: the list each department keeps of its own, and whether one may be given a case. Decides nothing else.
import { sql } from 'kysely'
import type { DepartmentId } from '../../core/ids.ts'
import type { Incident } from '../../core/incident/types.ts'
import type { ActCommand } from '../../wire/acts.ts'
import type { Crew, CrewInput } from '../../wire/desk.ts'
import type { Crews } from '../ports.ts'
import { ProblemError, RefusedError } from '../problems.ts'
import type { Db, Queries } from '../store/db.ts'
import type { CrewTable } from '../store/deskTables.ts'
import { isOpen } from './states.ts'

export function crewLists({ query }: Db): Crews {
  return {
    async crews(department) {
      const rows = await query
        .selectFrom('crew')
        .selectAll()
        .$if(department !== undefined, (q) => q.where('department', '=', department ?? ''))
        .orderBy('active', 'desc')
        .orderBy('name')
        .orderBy('id')
        .execute()
      const open = rows.length === 0 ? new Map<string, number>() : await inHand(query, department)
      return rows.map((row) => toCrew(row, open.get(row.id) ?? 0))
    },
    async putCrew(id, crew) {
      const { department, name, leader = null, phone = null, members = null, active } = crew
      const values = { department, name: name.trim(), leader, phone, members, active }
      const row = await query
        .insertInto('crew')
        .values({ id, ...values })
        // A crew stays with the department that entered it: whoever knows its id takes it from nobody.
        .onConflict((c) => c.column('id').doUpdateSet(values).where('crew.department', '=', department))
        .returningAll()
        .executeTakeFirst()
      if (!row)
        throw new ProblemError('exists', { zh: '该班组编号属于其他部门', en: 'The crew belongs to another department' })
      return toCrew(row, (await inHand(query, department)).get(id) ?? 0)
    },
  }
}

/** Open cases by the crew that has them in hand. */
async function inHand(query: Queries, department: DepartmentId | undefined): Promise<ReadonlyMap<string, number>> {
  const rows = await query
    .selectFrom('incident')
    .select([sql<string>`body ->> 'crew'`.as('crew'), (e) => e.fn.countAll<string>().as('n')])
    .where(isOpen)
    .$if(department !== undefined, (q) => q.where('lead', '=', department ?? ''))
    .where(sql<boolean>`body ->> 'crew' is not null`)
    .groupBy(sql`body ->> 'crew'`)
    .execute()
  return new Map(rows.map(({ crew, n }) => [crew, Number(n)]))
}

function toCrew({ id, department, name, leader, phone, members, active }: CrewTable, open: number): Crew {
  const known: CrewInput = {
    department,
    name,
    ...(leader !== null && { leader }),
    ...(phone !== null && { phone }),
    ...(members !== null && { members }),
    active,
  }
  return { id, ...known, open }
}

/** A case is given to a crew in use of the department that leads it. */
export async function checkCrew(query: Queries, { lead }: Incident, { input }: ActCommand): Promise<void> {
  const crew = 'crew' in input ? input.crew : undefined
  if (crew === undefined) return
  const found = await query
    .selectFrom('crew')
    .select('id')
    .where('id', '=', crew)
    .where('department', '=', lead ?? '')
    .where('active', '=', true)
    .executeTakeFirst()
  if (!found)
    throw new RefusedError(
      'crew',
      {
        zh: '该班组不存在、已停用或不属于主办部门',
        en: 'The crew is unknown, out of use, or not of the lead department',
      },
      { field: '/input/crew' },
    )
}
