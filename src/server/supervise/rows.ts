// Matters under supervision as screens and the brief see them. Reads only what it is given.
import type { BriefSupervised } from '../../core/brief/types.ts'
import type { Actor, Incident } from '../../core/incident/types.ts'
import { maskTexts } from '../../core/mask.ts'
import { colourOf } from '../../core/supervise/colour.ts'
import { mayOf } from '../../core/supervise/decide.ts'
import type { Line, SupervisionRules, Tracked } from '../../core/supervise/log.ts'
import type { Doer } from '../../core/supervise/types.ts'
import { doerWords, lineWords, type SuperviseNames } from '../../core/supervise/words.ts'
import type { SupervisedDetail, SupervisedRow } from '../../wire/supervisions.ts'
import { publicTitle } from '../cases/row.ts'
import type { ReferenceIndex } from '../reference/load.ts'

export interface Telling {
  readonly names: SuperviseNames
  readonly reference: ReferenceIndex
  readonly rules: SupervisionRules
}

const doer = ({ name, role, department }: Doer) => ({ name, role, ...(department !== undefined && { department }) })

/** Whoever only looks after the hub is told no numbers of people; those who do the work read what was written to them. */
const forReader = <T>(value: T, { role }: Pick<Actor, 'role'>): T =>
  role === 'administrator' ? maskTexts(value) : value

export function toRow(m: Tracked, now: number, reader: Actor, { names, rules }: Telling): SupervisedRow {
  const last = m.progress.at(-1)
  return forReader(
    {
      ...{ id: m.id, code: m.code, version: m.version, origin: m.origin, grade: m.grade, state: m.state },
      colour: colourOf(m, now, rules),
      title: m.title,
      anchor: m.anchor,
      by: doer(m.by),
      givenAt: m.givenAt,
      dueAt: m.dueAt,
      lead: m.lead,
      leadName: names.department(m.lead),
      assistNames: m.parts.filter(({ lead }) => !lead).map(({ department }) => names.department(department)),
      unsigned: m.parts.filter(({ signedAt }) => signedAt === undefined).map(({ department }) => department),
      ...(last && { last: { text: last.text, at: last.at, by: doer(last.by), final: last.final } }),
      ...(m.closedAt !== undefined && { closedAt: m.closedAt }),
      unread: reader.id === m.by.account && m.cameBack > m.readUpTo,
      simulated: m.simulated,
    },
    reader,
  )
}

export interface DetailFacts {
  readonly lines: readonly Line[]
  /** Cases that reports name, as far as they are still here. */
  readonly incidents: ReadonlyMap<string, Incident>
  readonly now: number
  readonly reader: Actor
}

export function toDetail(
  m: Tracked,
  { lines, incidents, now, reader }: DetailFacts,
  telling: Telling,
): SupervisedDetail {
  const { names, reference } = telling
  const full = (id: string) => reference.departments.get(id)?.name ?? { zh: id, en: id }
  return forReader(
    {
      row: toRow(m, now, reader, telling),
      text: m.text,
      additions: m.additions.map(({ at, by, text }) => ({ at, by: doer(by), text })),
      parts: m.parts.map((part) => ({ ...part, name: full(part.department) })),
      progress: m.progress.map(({ n, at, by, final, text, photos, incidents: cases }) => ({
        ...{ n, at, by: doer(by), final, text },
        photos: [...photos],
        incidents: cases.map((id) => {
          const found = incidents.get(id)
          return { id, code: found?.code ?? id, title: found ? publicTitle(found, reference) : { zh: id, en: id } }
        }),
      })),
      returns: m.returns,
      ...(m.conclusion !== undefined && { conclusion: m.conclusion }),
      log: lines.map((line) => ({
        ...{ n: line.n, at: line.at, by: doer(line.by), type: line.body.type },
        text: lineWords(line, names),
      })),
      may: [...mayOf(m, reader)],
    },
    reader,
  )
}

/** For the brief, which many read: numbers of people are masked. */
export function toBrief(m: Tracked, at: number, { names, rules }: Pick<Telling, 'names' | 'rules'>): BriefSupervised {
  const last = m.progress.at(-1)
  const signedAt = m.parts.find(({ lead }) => lead)?.signedAt
  const text = (words: string) => maskTexts({ zh: words, en: words })
  return {
    ...{ id: m.id, code: m.code, origin: m.origin, state: m.state },
    title: text(m.title),
    colour: colourOf(m, at, rules),
    by: doerWords(m.by, names),
    leadName: names.department(m.lead),
    givenAt: m.givenAt,
    dueAt: m.dueAt,
    ...(signedAt !== undefined && { signedAt }),
    ...(m.closedAt !== undefined && { closedAt: m.closedAt }),
    ...(last && { lastWord: text(last.text) }),
  }
}
