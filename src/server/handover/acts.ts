// What may be done to a handover, by whom, and what it is afterwards. Pure: reads no store and proves no password.
import type { Actor } from '../../core/incident/types.ts'
import type { Handover, HandoverAct, HandoverItem } from '../../wire/shifts.ts'
import { ProblemError, RefusedError, forbidden, notFound } from '../problems.ts'

/** A draft as the hub writes it. */
export interface Draft {
  readonly items: readonly HandoverItem[]
  readonly figures: Handover['figures']
  readonly asOf: number
}

const timed = (actor: Actor, at: number) => ({ account: actor.id, name: actor.name, at })

/** Who changed it last, for whoever saw an older version. */
function changed(handover: Handover): ProblemError {
  const { state, version, incoming, outgoing, asOf } = handover
  const last = incoming ?? outgoing
  const by = last?.name ?? ''
  const detail =
    state === 'signed'
      ? { zh: `${by}已接班签字，记录已锁定`, en: `${by} has signed and taken over; the handover is locked` }
      : state === 'offered'
        ? { zh: `${by}已签字交班，请查看后再操作`, en: `${by} has signed it over; look again before acting` }
        : { zh: '交班稿已更新，请查看后再操作', en: 'The draft has been changed; look again before acting' }
  return new ProblemError('handoverChanged', detail, {
    conflict: { version, by, at: last?.at ?? asOf, type: state },
  })
}

const refused = (rule: string, zh: string, en: string): RefusedError => new RefusedError(rule, { zh, en })

/** Only the officer who signed it takes it back; a draft is the whole desk's. */
function mustBeOutgoing({ state, outgoing }: Handover, actor: Actor): void {
  if (state === 'offered' && outgoing?.account !== actor.id)
    throw forbidden({
      zh: `只有交班人${outgoing?.name ?? ''}可以收回修改`,
      en: `Only ${outgoing?.name ?? 'the outgoing officer'}, who signed it, may take it back`,
    })
}

/** A draft again: what was signed is no longer what it says, and what was opened has to be opened again. */
function draftAgain(handover: Handover): Handover {
  const { outgoing: _outgoing, ...rest } = handover
  return {
    ...rest,
    state: 'draft',
    version: handover.version + 1,
    items: handover.items.map(({ openedAt: _at, openedBy: _by, ...item }) => item),
  }
}

/** A new draft keeps the remarks on what it still speaks of. */
function renewed(handover: Handover, draft: Draft): Handover {
  const remarks = new Map(handover.items.map((item) => [item.id, item.remark]))
  const items = draft.items.map((item) => {
    const remark = remarks.get(item.id)
    return remark === undefined ? item : { ...item, remark }
  })
  return { ...draftAgain(handover), items, figures: draft.figures, asOf: draft.asOf }
}

function written(handover: Handover, act: Extract<HandoverAct, { act: 'write' }>): Handover {
  const { note = handover.note, remarks = {} } = act
  const known = new Set(handover.items.map((item) => item.id))
  for (const id of Object.keys(remarks)) if (!known.has(id)) throw notFound({ zh: '交接事项', en: 'handover item' })
  const again = draftAgain(handover)
  const items = again.items.map((item) => {
    const remark = remarks[item.id]
    if (remark === undefined) return item
    const { remark: _old, ...rest } = item
    return remark.trim() === '' ? rest : { ...rest, remark }
  })
  return { ...again, note, items }
}

/** Nobody has offered it and its shift is over: the next one may take over alone. */
const isForsaken = ({ state }: Handover, shiftEndsAt: number, now: number): boolean =>
  state === 'draft' && now >= shiftEndsAt

function opened(handover: Handover, id: string, actor: Actor, now: number, shiftEndsAt: number): Handover {
  if (!handover.items.some((item) => item.id === id)) throw notFound({ zh: '交接事项', en: 'handover item' })
  const counts = handover.state === 'offered' || isForsaken(handover, shiftEndsAt, now)
  if (!counts || handover.outgoing?.account === actor.id) return handover
  return {
    ...handover,
    items: handover.items.map((item) => {
      const by = item.openedBy ?? []
      if (item.id !== id || by.some((one) => one.account === actor.id)) return item
      return { ...item, openedAt: now, openedBy: [...by, timed(actor, now)] }
    }),
  }
}

/** Ids of what an officer has still to open before signing. */
const unopened = ({ items }: Pick<Handover, 'items'>, account: string): string[] =>
  items.flatMap(({ id, mustOpen, openedBy = [] }) =>
    mustOpen && !openedBy.some((one) => one.account === account) ? [id] : [],
  )

const ALONE: HandoverItem = {
  id: 'alone',
  section: 'notes',
  text: {
    zh: '上一班无人签字交班，由接班人单独接班',
    en: 'Nobody of the shift before signed it over; the next officer took over alone',
  },
  mustOpen: false,
}

function signed(handover: Handover, actor: Actor, now: number, shiftEndsAt: number): Handover {
  const alone = handover.state === 'draft'
  if (alone && !isForsaken(handover, shiftEndsAt, now))
    throw refused('notOffered', '交班人尚未签字，本班也未结束', 'It is not signed over yet, and its shift still runs')
  if (handover.outgoing?.account === actor.id)
    throw refused('sameOfficer', '交班人与接班人须为不同的人', 'Who hands over and who takes over are two people')
  const left = unopened(handover, actor.id).length
  if (left > 0)
    throw refused(
      'notOpened',
      `还有 ${left} 项红色事项未打开查看`,
      `${left} red ${left === 1 ? 'item has' : 'items have'} not been opened yet`,
    )
  return {
    ...handover,
    items: alone ? [...handover.items, ALONE] : handover.items,
    state: 'signed',
    version: handover.version + 1,
    incoming: timed(actor, now),
  }
}

/**
 * The handover after an act; the same object when nothing changes. `draft` is needed by `refresh`, and proof of the person by
 * `offer` and `sign`: the caller sees to both before.
 */
export function applyAct(
  handover: Handover,
  act: HandoverAct,
  actor: Actor,
  ctx: { readonly now: number; readonly shiftEndsAt: number; readonly draft?: Draft },
): Handover {
  if (act.act === 'open')
    return handover.state === 'signed' ? handover : opened(handover, act.item, actor, ctx.now, ctx.shiftEndsAt)
  if (handover.state === 'signed' || act.version !== handover.version) throw changed(handover)
  switch (act.act) {
    case 'refresh':
      mustBeOutgoing(handover, actor)
      if (!ctx.draft) throw new RangeError('a refresh needs the new draft')
      return renewed(handover, ctx.draft)
    case 'write':
      mustBeOutgoing(handover, actor)
      return written(handover, act)
    case 'offer':
      if (handover.state === 'offered') throw changed(handover)
      return { ...handover, state: 'offered', version: handover.version + 1, outgoing: timed(actor, ctx.now) }
    case 'sign':
      return signed(handover, actor, ctx.now, ctx.shiftEndsAt)
  }
}
