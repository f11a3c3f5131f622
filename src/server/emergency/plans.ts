// The plans: the city's file, and what officers have put in its place, each version kept. Decides nothing about emergencies.
import { Compile } from 'typebox/compile'
import type { Plan } from '../../core/emergency/types.ts'
import type { Actor } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import { PlanSchema, PlansSchema, type PlanRow } from '../../wire/emergencies.ts'
import type { Reference } from '../../wire/reference.ts'
import { WarningKindsSchema } from '../../wire/warnings.ts'
import type { Audit, Now } from '../ports.ts'
import { ProblemError, invalid, notFound } from '../problems.ts'
import { readBesides } from '../reference/besides.ts'
import type { Db, Queries } from '../store/db.ts'
import { checkPlan, namesOfFiles, type PlanNames } from './checkPlan.ts'
import type { PlanDesk } from './desk.ts'

export interface PlanBook extends PlanDesk {
  /** A plan as it stands; undefined: there is none. */
  find(id: string): Promise<Plan | undefined>
}

interface Edited {
  readonly version: number
  readonly at: number
  readonly by: string
  /** Undefined: as the file has it. */
  readonly plan?: Plan
}

const isPlan = Compile(PlanSchema)
const noPlan = () => notFound({ zh: '预案', en: 'plan' })

/** Throws for a city whose `plans.json` cannot be used. A city without one has no plans of its own. */
export async function openPlans(options: {
  readonly db: Db
  readonly reference: PlanNames['reference']
  /** As the city's files have it. */
  readonly files: Pick<Reference, 'departments' | 'matters' | 'alarmRules' | 'city'>
  readonly audit: Pick<Audit, 'writeIn'>
  readonly now: Now
  readonly cityFolder: string
}): Promise<PlanBook> {
  const { db, reference, files, audit, now, cityFolder } = options
  const kinds = (await readBesides(cityFolder, 'warning-kinds.json', WarningKindsSchema)) ?? []
  const names: PlanNames = { reference, warningKinds: new Set(kinds.map(({ id }) => id)) }
  const inFiles: PlanNames = { ...names, reference: namesOfFiles(files) }
  const ofCity =
    (await readBesides(cityFolder, 'plans.json', PlansSchema, (plans, note) => {
      for (const [i, plan] of plans.entries()) {
        if (plans.findIndex(({ id }) => id === plan.id) !== i)
          note(`/${i}/id`, `重复：${plan.id}`, `named twice: ${plan.id}`)
        checkPlan(plan, inFiles, (pointer, zh, en) => note(`/${i}${pointer}`, zh, en))
      }
    })) ?? []
  const ofFile = new Map(ofCity.map((plan): [string, Plan] => [plan.id, plan]))

  /** The newest version of each plan that was ever edited. */
  async function edited(query: Queries, id?: string): Promise<Map<string, Edited>> {
    let select = query.selectFrom('plan').selectAll().distinctOn('id').orderBy('id').orderBy('version', 'desc')
    if (id !== undefined) select = select.where('id', '=', id)
    const rows = await select.execute()
    return new Map(
      rows.map((row): [string, Edited] => [
        row.id,
        {
          version: row.version,
          at: row.at.getTime(),
          by: row.by_name,
          // What an older hub took may no longer be a plan for this one: then the file's own holds.
          ...(row.body !== null && isPlan.Check(row.body) && { plan: row.body }),
        },
      ]),
    )
  }
  function toRow(id: string, change: Edited | undefined): PlanRow | undefined {
    const plan = change?.plan ?? ofFile.get(id)
    return (
      plan && {
        plan,
        version: change?.version ?? 0,
        own: ofFile.has(id),
        ...(change && { changedAt: change.at }),
      }
    )
  }

  function mustFit(plan: Plan): void {
    let first: { pointer: string; zh: string; en: string } | undefined
    checkPlan(plan, names, (pointer, zh, en) => (first ??= { pointer, zh, en }))
    if (first) throw invalid(`/plan${first.pointer}`, { zh: first.zh, en: first.en })
  }

  /** One more version, if the officer saw the last one. Without a plan: back to the file's, or gone where there is none. */
  async function write(
    id: string,
    seen: number,
    plan: Plan | undefined,
    actor: Actor,
    address: string,
  ): Promise<PlanRow | undefined> {
    const at = now()
    await db.query.transaction().execute(async (query) => {
      const before = (await edited(query, id)).get(id)
      const version = before?.version ?? 0
      if (version !== seen) throw conflictOf(before)
      const row = await query
        .insertInto('plan')
        .values({
          id,
          version: version + 1,
          at: new Date(at),
          by_account: actor.id,
          by_name: actor.name,
          body: plan === undefined ? null : JSON.stringify(plan),
        })
        .onConflict((c) => c.columns(['id', 'version']).doNothing())
        .returning('version')
        .executeTakeFirst()
      if (!row) throw conflictOf((await edited(query, id)).get(id))
      const name = (plan ?? ofFile.get(id) ?? before?.plan)?.name ?? { zh: id, en: id }
      await audit.writeIn(query, [
        {
          kind: 'configuration',
          actor: { id: actor.id, name: actor.name, role: actor.role },
          address,
          subject: `plan/${id}`,
          ok: true,
          text: whatHappened(name, plan === undefined ? undefined : version + 1, ofFile.has(id)),
        },
      ])
    })
    return standing(id)
  }
  const standing = async (id: string): Promise<PlanRow | undefined> => toRow(id, (await edited(db.query, id)).get(id))
  async function written(...change: Parameters<typeof write>): Promise<PlanRow> {
    const row = await write(...change)
    if (!row) throw noPlan()
    return row
  }

  return {
    async list() {
      const changes = await edited(db.query)
      const ids = [...ofFile.keys(), ...[...changes.keys()].filter((id) => !ofFile.has(id))]
      return ids.flatMap((id) => toRow(id, changes.get(id)) ?? [])
    },
    async find(id) {
      return (await standing(id))?.plan
    },
    async create(plan, actor, address) {
      mustFit(plan)
      const before = (await edited(db.query, plan.id)).get(plan.id)
      if (ofFile.has(plan.id) || before?.plan !== undefined)
        throw new ProblemError(
          'exists',
          { zh: `已有编号为 ${plan.id} 的预案`, en: `There is a plan with the id ${plan.id} already` },
          { field: '/plan/id' },
        )
      // One that was removed goes on with its versions.
      return written(plan.id, before?.version ?? 0, plan, actor, address)
    },
    async put(plan, version, actor, address) {
      mustFit(plan)
      return written(plan.id, version, plan, actor, address)
    },
    async restore(id, version, actor, address) {
      if (!ofFile.has(id)) throw noPlan()
      return written(id, version, undefined, actor, address)
    },
    async remove(id, version, actor, address) {
      if (ofFile.has(id))
        throw new ProblemError('refused', {
          zh: '本市文件所载预案不能删除，可以修改',
          en: 'A plan of the city’s files cannot be removed; it can be changed',
        })
      if ((await standing(id)) === undefined) throw noPlan()
      await write(id, version, undefined, actor, address)
    },
  }
}

function whatHappened(name: Text, version: number | undefined, isOfFile: boolean): Text {
  if (version !== undefined)
    return { zh: `预案《${name.zh}》改为第 ${version} 版`, en: `Plan “${name.en}” changed to version ${version}` }
  return isOfFile
    ? { zh: `预案《${name.zh}》恢复为本市文件版本`, en: `Plan “${name.en}” restored to the city’s file` }
    : { zh: `预案《${name.zh}》删除`, en: `Plan “${name.en}” removed` }
}

function conflictOf(present: Edited | undefined): ProblemError {
  const { version = 0, by = '', at = 0 } = present ?? {}
  const detail =
    present === undefined
      ? { zh: '该预案尚未修改过，请刷新后再操作', en: 'The plan has not been changed yet; look again before acting' }
      : {
          zh: `预案已由${by}改为第 ${version} 版，请查看后再操作`,
          en: `${by} has changed the plan (now version ${version}); look again before acting`,
        }
  return new ProblemError('planChanged', detail, present ? { conflict: { version, by, at, type: 'plan' } } : {})
}
