// Lines of a log → the matter. Pure and total over any log that decide.ts and tick.ts can write.
import type { IncidentId } from '../ids.ts'
import type { Line, LineBody, Tracked } from './log.ts'
import type { Anchor, SupervisedMatter } from './types.ts'

/** The matter after `lines`, which go on from `before`; undefined while nothing is given. */
export function foldLines(lines: readonly Line[], before?: Tracked): Tracked | undefined {
  let matter = before
  for (const line of lines) matter = line.body.type === 'given' ? begin(line, line.body) : next(matter, line)
  return matter
}

/** The case that it was written beside. */
export const caseOf = ({ kind, id, incident }: Anchor): IncidentId | undefined =>
  incident ?? (kind === 'incident' ? id : undefined)

/** 办结 or 撤销. */
export const isEnded = ({ state }: Pick<SupervisedMatter, 'state'>): boolean =>
  state === 'closed' || state === 'withdrawn'

type Given = Extract<LineBody, { type: 'given' }>

function begin({ n, at, by }: Line, body: Given): Tracked {
  const { id, code, origin, grade, title, text, anchor, lead, assist, dueAt, simulated } = body
  const incident = caseOf(anchor)
  return {
    ...{ id, code, version: n, origin, grade, state: 'pendingSign', title, text, anchor, by, lead, dueAt, simulated },
    givenAt: at,
    parts: [lead, ...assist].map((department, i) => ({ department, lead: i === 0 })),
    progress: [],
    additions: [],
    returns: 0,
    readUpTo: n,
    reminded: [],
    dueSetAt: at,
    caseWork: incident === undefined ? [] : [{ act: 'supervise', n, incident }],
    cameBack: 0,
  }
}

/** What the giver is to read when somebody else has written it. */
const NEWS: readonly LineBody['type'][] = ['signed', 'reported', 'closed', 'sentBack', 'rescheduled', 'caseWorked']

function next(before: Tracked | undefined, line: Line): Tracked {
  if (before === undefined) throw new Error(`line ${line.n} speaks of a matter that was not given`)
  const after: Tracked = { ...change(before, line), version: line.n }
  // Whoever acts has what came back before their eyes.
  if (line.by.account === before.by.account) return { ...after, readUpTo: line.n }
  const isNews = NEWS.includes(line.body.type) && (line.body.type !== 'caseWorked' || line.body.failure !== undefined)
  return isNews ? { ...after, cameBack: line.n } : after
}

function change(m: Tracked, { n, at, by, body }: Line): Tracked {
  switch (body.type) {
    case 'given':
    case 'read':
      return m
    case 'signed': {
      const parts = m.parts.map((part) =>
        part.department === body.department && part.signedAt === undefined
          ? { ...part, signedAt: at, signedBy: by.name }
          : part,
      )
      const state = m.state === 'pendingSign' && body.department === m.lead ? 'inProgress' : m.state
      return { ...m, parts, state }
    }
    case 'reported': {
      const { final, text, photos, incidents } = body
      const progress = [...m.progress, { n, at, by, final, text, photos, incidents }]
      if (!final) return { ...m, progress }
      const incident = caseOf(m.anchor)
      const reply = incident === undefined ? [] : [{ act: 'reply' as const, n, incident }]
      return { ...m, progress, state: 'pendingCheck', finalAt: at, caseWork: [...m.caseWork, ...reply] }
    }
    case 'closed':
      return { ...m, state: 'closed', closedAt: at, closedBy: by, conclusion: body.conclusion }
    case 'sentBack': {
      const { finalAt: _final, ...rest } = m
      const due = body.dueAt === undefined ? {} : { dueAt: body.dueAt, dueSetAt: at }
      return { ...rest, state: 'inProgress', returns: m.returns + 1, ...due }
    }
    case 'added':
      return { ...m, additions: [...m.additions, { at, by, text: body.text }] }
    case 'reminded':
      return body.why === 'person' ? m : { ...m, reminded: [...m.reminded, { at, why: body.why }] }
    case 'rescheduled':
      return { ...m, dueAt: body.dueAt, dueSetAt: at }
    case 'withdrawn':
      // Nothing is done to a case any more for a matter that was taken back.
      return { ...m, state: 'withdrawn', closedAt: at, closedBy: by, conclusion: body.reason, caseWork: [] }
    case 'caseWorked':
      return { ...m, caseWork: m.caseWork.filter((one) => one.n !== body.n || one.act !== body.act) }
  }
}
