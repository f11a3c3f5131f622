// A brief as a document: the fold of what was done to it, and the desk's edits laid over what was composed. Decides nothing.
import type { DepartmentId } from '../ids.ts'
import type { Text } from '../text.ts'
import type { BriefKind } from './key.ts'
import type { CaseFilter } from './query.ts'
import { BRIEF_SECTIONS, type BriefSection, type Statement } from './types.ts'

/** What a brief is of. */
export interface DocumentAsk {
  readonly kind: BriefKind
  /** First city date. */
  readonly date: string
  readonly from: number
  readonly to: number
  readonly title?: Text
  readonly filter?: CaseFilter
}

export interface DocumentCorrection {
  readonly statement: string
  readonly figure: string
  readonly was: number
  /** Absent: what it rests on is no longer kept. */
  readonly is?: number
  readonly noticedAt: number
}

export type DocumentBody =
  | { readonly type: 'opened'; readonly ask: DocumentAsk }
  /** `hash`: hex SHA-256 of the body kept beside the line. */
  | { readonly type: 'composed'; readonly hash: string }
  /** Without `text`: as the hub wrote it. */
  | {
      readonly type: 'reworded'
      readonly statement: string
      readonly text?: { readonly zh: string; readonly en?: string }
      readonly was?: Text
    }
  | { readonly type: 'added'; readonly id: string; readonly section: BriefSection; readonly text: string }
  | { readonly type: 'removed'; readonly statement: string }
  | { readonly type: 'reordered'; readonly section: BriefSection; readonly statements: readonly string[] }
  | {
      readonly type: 'asked'
      readonly id: string
      readonly department: DepartmentId
      readonly departmentName: Text
      readonly question: string
    }
  | { readonly type: 'answered'; readonly input: string; readonly text: string }
  | { readonly type: 'signed' }
  | { readonly type: 'unsigned'; readonly reason: string }
  | {
      readonly type: 'issued'
      readonly number: number
      readonly hash: string
      /** Nobody issued it in time: the hub did. */
      readonly automatic?: boolean
      readonly late?: boolean
      /** When it was issued, where it is carried over from an older hub. */
      readonly issuedAt?: number
    }
  | { readonly type: 'corrected'; readonly corrections: readonly DocumentCorrection[] }
  | { readonly type: 'noted'; readonly text: string; readonly number: number }

export interface DocumentLine {
  readonly n: number
  readonly at: number
  readonly by: { readonly id: string; readonly name: string; readonly department?: DepartmentId }
  readonly body: DocumentBody
}

interface Signed {
  readonly by: string
  readonly at: number
}
/** Words of the desk for one sentence, and the sentence that they were written for. */
export interface Reworded extends Signed {
  readonly text: { readonly zh: string; readonly en?: string }
  readonly was: Text
}
export interface OwnItem extends Signed {
  readonly id: string
  readonly section: BriefSection
  readonly text: Text
  readonly department?: DepartmentId
}
export interface DocumentInput {
  readonly id: string
  readonly department: DepartmentId
  readonly departmentName: Text
  readonly question: string
  readonly askedBy: string
  readonly askedAt: number
  readonly answer?: Signed & { readonly text: string }
}

export interface DocumentState {
  readonly version: number
  readonly ask: DocumentAsk
  readonly state: 'draft' | 'signed' | 'issued'
  /** Line whose body is the composed brief; absent: it is composed anew whenever it is looked at. */
  readonly composed?: number
  /** Line whose body is the brief as it was issued. */
  readonly printed?: number
  readonly words: Readonly<Record<string, Reworded>>
  readonly own: readonly OwnItem[]
  readonly order: Readonly<Partial<Record<BriefSection, readonly string[]>>>
  readonly inputs: readonly DocumentInput[]
  readonly signed?: Signed
  readonly issued?: Signed & { readonly number: number; readonly automatic?: boolean; readonly late?: boolean }
  readonly corrections: readonly DocumentCorrection[]
  readonly note?: Signed & { readonly text: string; readonly issue: number }
}

const EMPTY: Omit<DocumentState, 'version' | 'ask'> = {
  state: 'draft',
  words: {},
  own: [],
  order: {},
  inputs: [],
  corrections: [],
}

/** Of which nothing is stored yet. */
export const emptyDocument = (ask: DocumentAsk): DocumentState => ({ ...EMPTY, version: 0, ask })

/** The document after more lines. Throws when the first line of all does not open it. */
export function foldDocument(lines: readonly DocumentLine[], before: DocumentState | undefined): DocumentState {
  let state = before
  for (const line of lines) {
    if (state === undefined) {
      if (line.body.type !== 'opened') throw new Error('the first line of a brief opens it')
      state = { ...emptyDocument(line.body.ask), version: line.n }
    } else state = { ...step(state, line), version: line.n }
  }
  if (state === undefined) throw new Error('a brief has at least one line')
  return state
}

function step(doc: DocumentState, { n, at, by, body }: DocumentLine): DocumentState {
  const stamp: Signed = { by: by.name, at }
  switch (body.type) {
    case 'opened':
      return doc
    case 'composed':
      return { ...doc, composed: n }
    case 'reworded': {
      const { [body.statement]: _gone, ...words } = doc.words
      const { text, was } = body
      return {
        ...doc,
        words:
          text === undefined || was === undefined ? words : { ...words, [body.statement]: { ...stamp, text, was } },
      }
    }
    case 'added': {
      const { id, section, text } = body
      return { ...doc, own: [...doc.own, { ...stamp, id, section, text: { zh: text, en: text } }] }
    }
    case 'removed':
      return { ...doc, own: doc.own.filter((item) => item.id !== body.statement) }
    case 'reordered':
      return { ...doc, order: { ...doc.order, [body.section]: body.statements } }
    case 'asked': {
      const { id, department, departmentName, question } = body
      const input = { id, department, departmentName, question, askedBy: by.name, askedAt: at }
      return { ...doc, inputs: [...doc.inputs, input] }
    }
    case 'answered': {
      const asked = doc.inputs.find((input) => input.id === body.input)
      if (asked === undefined) return doc
      const { department, departmentName: name } = asked
      const text = { zh: `${name.zh}：${body.text}`, en: `${name.en}: ${body.text}` }
      return {
        ...doc,
        inputs: doc.inputs.map((input) =>
          input === asked ? { ...input, answer: { ...stamp, text: body.text } } : input,
        ),
        own: [...doc.own, { ...stamp, id: `own.${n}`, section: 'departments', text, department }],
      }
    }
    case 'signed':
      return { ...doc, state: 'signed', signed: stamp }
    case 'unsigned': {
      const { signed: _signed, ...rest } = doc
      return { ...rest, state: 'draft' }
    }
    case 'issued': {
      const { number, automatic, late } = body
      const issued = {
        ...{ by: by.name, at: body.issuedAt ?? at, number },
        ...(automatic !== undefined && { automatic }),
        ...(late !== undefined && { late }),
      }
      return { ...doc, state: 'issued', printed: n, issued }
    }
    case 'corrected':
      return { ...doc, corrections: [...doc.corrections, ...body.corrections] }
    case 'noted':
      return { ...doc, note: { ...stamp, text: body.text, issue: body.number } }
  }
}

/** A statement with the mark of whoever wrote its words. */
export interface WrittenStatement extends Statement {
  readonly written?: {
    readonly by: string
    readonly at: number
    /** What the hub had written. Absent: an item of the desk's own. */
    readonly was?: Text
    readonly department?: DepartmentId
    /** Only the Chinese is the desk's; the English is still the hub's. */
    readonly chineseOnly?: boolean
    /** The desk's words of before: the sentence has come out otherwise since, and the hub's stand again. */
    readonly lapsed?: Text
  }
}

/**
 * The desk's edits over what was composed: words where the sentence is still the one they were written for, the desk's own items, the
 * order of each section. A sentence that has come out otherwise keeps the hub's words and says that the desk's lapsed.
 */
export function layEdits(
  statements: readonly Statement[],
  { words, own, order }: Pick<DocumentState, 'words' | 'own' | 'order'>,
): WrittenStatement[] {
  const all: WrittenStatement[] = [
    ...statements.map((s) => reworded(s, words[s.id])),
    ...own.map(({ id, section, text, by, at, department }) => ({
      ...{ id, section, text, figures: [], sources: [] },
      written: { by, at, ...(department !== undefined && { department }) },
    })),
  ]
  return BRIEF_SECTIONS.flatMap((section) => {
    const wanted = order[section] ?? []
    const place = (s: WrittenStatement): number => {
      const at = wanted.indexOf(s.id)
      return at < 0 ? wanted.length : at
    }
    return all.filter((s) => s.section === section).sort((a, b) => place(a) - place(b))
  })
}

function reworded(statement: Statement, words: Reworded | undefined): WrittenStatement {
  if (words === undefined) return statement
  const { by, at, was } = words
  const text: Text = { zh: words.text.zh, en: words.text.en ?? statement.text.en }
  if (statement.text.zh !== was.zh || (words.text.en !== undefined && statement.text.en !== was.en))
    return { ...statement, written: { by, at, was: statement.text, lapsed: text } }
  return {
    ...statement,
    text,
    written: { by, at, was: statement.text, ...(words.text.en === undefined && { chineseOnly: true }) },
  }
}
