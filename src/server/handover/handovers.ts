// The handovers: drafted for the shift that runs, signed by two officers, then locked. The rules of an act are in acts.ts.
import { sql } from 'kysely'
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import { composeHandover } from '../../core/handover/compose.ts'
import { maskTexts } from '../../core/mask.ts'
import { shiftAt, shiftBefore, shiftOn, type Shift } from '../../core/shift.ts'
import type { Handover, HandoverAct, HandoverRow } from '../../wire/shifts.ts'
import { searchable } from '../cases/columns.ts'
import type { AccountDesk, Audit, AuditEntry, Handovers, Now } from '../ports.ts'
import { ProblemError, invalid, notFound } from '../problems.ts'
import { escaped, wordsOf } from '../reads/search.ts'
import type { Queries } from '../store/db.ts'
import { applyAct, type Draft } from './acts.ts'
import { handoverFacts, type FactSources } from './facts.ts'
import { sealOf } from './seal.ts'

/** A draft is there this long before its shift ends, also when nobody has looked. */
const DRAFT_BEFORE_MS = 30 * MINUTE_MS
const LIST_LENGTH = 50

const idOf = ({ date, shift }: Pick<Shift, 'date' | 'shift'>): string => `${date}-${shift}`
const noHandover = () => notFound({ zh: '交接班记录', en: 'handover' })

export interface HandoverOptions extends FactSources {
  readonly accounts: Pick<AccountDesk, 'prove'>
  readonly audit: Pick<Audit, 'writeIn'>
  readonly now: Now
}

/** `prepare` writes the draft of a shift that is about to end; the composition root calls it now and then. */
export function openHandovers(options: HandoverOptions): Handovers & { prepare(): Promise<void> } {
  const { db, reference, accounts, audit, now } = options
  const rules = () => reference.desk.shifts

  /** The shift that runs. The city's shifts cover the day: checked when they are read. */
  function running(): Shift {
    const shift = shiftAt(now(), rules(), reference.city)
    if (!shift) throw new Error('no shift runs now: the shifts of the city leave a gap')
    return shift
  }
  async function draftOf(shift: Shift): Promise<Draft> {
    const asOf = now()
    const { items, figures } = composeHandover(await handoverFacts(options, shift, asOf))
    return { items: [...items], figures: [...figures], asOf }
  }
  const find = async (query: Queries, id: string): Promise<Handover | undefined> =>
    (await query.selectFrom('handover').select('body').where('id', '=', id).executeTakeFirst())?.body

  /** The handover of a shift, made if need be; several desks or hubs at once make one. */
  async function ensured(shift: Shift): Promise<Handover> {
    const id = idOf(shift)
    const there = await find(db.query, id)
    if (there) return there
    const { date, shift: name } = shift
    const fresh: Handover = {
      id,
      date,
      shift: name,
      state: 'draft',
      version: 1,
      note: '',
      ...mutable(await draftOf(shift)),
    }
    await db.query
      .insertInto('handover')
      .values(columnsOf(fresh))
      .onConflict((c) => c.column('id').doNothing())
      .execute()
    return (await find(db.query, id)) ?? fresh
  }

  /** When the shift of a handover ends; one whose shift is no longer in the catalogue has long ended. */
  function endOf({ date, shift }: Handover): number {
    const rule = rules().find(({ id }) => id === shift)
    return rule === undefined ? 0 : shiftOn(date, rule, reference.city).to
  }

  /** Words a search looks through, in both languages. Numbers of people are no key to what was written of them. */
  function searchOf(handover: Handover): string {
    const { date, shift, note, items, outgoing, incoming } = handover
    const name = rules().find(({ id }) => id === shift)?.name
    const words = [
      date,
      name?.zh,
      name?.en,
      outgoing?.name,
      incoming?.name,
      note,
      ...items.flatMap(({ text, remark }) => [text.zh, text.en, remark]),
    ]
    return searchable(maskTexts(words.filter((word) => word !== undefined && word !== '').join(' ')))
  }
  const columnsOf = (handover: Handover) => ({
    id: handover.id,
    date: handover.date,
    shift: handover.shift,
    state: handover.state,
    version: handover.version,
    as_of: new Date(handover.asOf),
    body: JSON.stringify(handover),
    search: searchOf(handover),
    seal: handover.seal ?? null,
  })

  /** A wrong password here must not look like an ended sign-in: the screen would throw away what is being signed. */
  async function prove(username: string, password: string, address: string): Promise<void> {
    try {
      await accounts.prove(username, password, address)
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'wrongPassword')
        throw invalid('/password', { zh: '密码不正确', en: 'The password is wrong' })
      throw error
    }
  }

  return {
    async inHand() {
      const shift = running()
      const before = shiftBefore(shift, rules(), reference.city)
      const last = before && (await find(db.query, idOf(before)))
      return { running: await ensured(shift), ...(last && last.state !== 'signed' && { previous: last }) }
    },
    get: (id) => find(db.query, id),
    async list({ text, from, to, limit }) {
      let select = db.query.selectFrom('handover').select('body')
      for (const word of wordsOf(text)) select = select.where(sql<boolean>`search like ${`%${escaped(word)}%`}`)
      if (from !== undefined) select = select.where('date', '>=', from)
      if (to !== undefined) select = select.where('date', '<=', to)
      const rows = await select
        .orderBy('date', 'desc')
        .orderBy('as_of', 'desc')
        .limit(limit ?? LIST_LENGTH)
        .execute()
      return rows.map(({ body }) => toRow(body))
    },
    async act(id, act, actor, address) {
      const seen = await find(db.query, id)
      if (!seen) throw noHandover()
      // Both before the transaction: they ask for the connection that it would hold.
      const draft = act.act === 'refresh' ? await draftOf(shiftFor(seen)) : undefined
      if (act.act === 'offer' || act.act === 'sign') await prove(actor.id, act.password, address)
      return db.query.transaction().execute(async (query) => {
        const row = await query
          .selectFrom('handover')
          .select('body')
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (!row) throw noHandover()
        const before: Handover = row.body
        const ctx = { now: now(), shiftEndsAt: endOf(before), ...(draft && { draft }) }
        const applied = applyAct(before, act, actor, ctx)
        if (applied === before) return before
        const after = applied.state === 'signed' ? { ...applied, seal: sealOf(applied) } : applied
        const { id: _id, ...columns } = columnsOf(after)
        await query.updateTable('handover').set(columns).where('id', '=', id).execute()
        const line = lineOf(act, after)
        if (line) {
          const { id: account, name, role } = actor
          await audit.writeIn(query, [
            { kind: 'handover', actor: { id: account, name, role }, address, subject: id, ok: true, text: line },
          ])
        }
        return after
      })
    },
    async prepare() {
      const shift = running()
      if (shift.to - now() <= DRAFT_BEFORE_MS) await ensured(shift)
    },
  }

  function shiftFor(handover: Handover): Shift {
    const rule = rules().find(({ id }) => id === handover.shift)
    if (!rule) throw notFound({ zh: '班次', en: 'shift' })
    return shiftOn(handover.date, rule, reference.city)
  }
}

const mutable = ({ items, figures, asOf }: Draft) => ({ items: [...items], figures, asOf })

const toRow = ({ id, date, shift, state, asOf, outgoing, incoming, seal, items }: Handover): HandoverRow => ({
  id,
  date,
  shift,
  state,
  asOf,
  ...(outgoing && { outgoing }),
  ...(incoming && { incoming }),
  ...(seal !== undefined && { seal }),
  items: items.length,
  red: items.filter(({ section }) => section === 'red').length,
})

/** What the audit log says of an act; writing a draft is no act of note. */
function lineOf({ act }: HandoverAct, { outgoing, seal }: Handover): AuditEntry['text'] | undefined {
  if (act === 'offer') return { zh: '签字交班', en: 'Signed the shift over' }
  if (act !== 'sign') return undefined
  const alone = outgoing === undefined
  return {
    zh: `${alone ? '单独接班' : '签字接班'}，记录锁定，封签 ${seal ?? ''}`,
    en: `${alone ? 'Took the shift over alone' : 'Signed and took the shift over'}; locked, seal ${seal ?? ''}`,
  }
}
