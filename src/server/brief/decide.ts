// What an act does to a brief: from the document as it stands to the lines of its log, or a refusal. Pure; reads and writes nothing.
import type { DocumentBody, DocumentLine, DocumentState } from '../../core/brief/document.ts'
import { layEdits } from '../../core/brief/document.ts'
import { checkItem, checkWords, type EditFault } from '../../core/brief/edit.ts'
import type { Statement } from '../../core/brief/types.ts'
import type { Actor, Role } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import type { BriefAct } from '../../wire/briefs.ts'
import { ProblemError, RefusedError, forbidden, notFound } from '../problems.ts'
import { lineWords } from './lineWords.ts'

export interface Standing {
  readonly doc: DocumentState
  /** As the hub composed it. */
  readonly statements: readonly Statement[]
  /** The period is over: nothing of it is still to come. */
  readonly complete: boolean
  readonly departmentName: (id: string) => Text | undefined
}

/** Acts whose lines need more than the document: what is frozen and numbered is added by who writes them. */
export type Decision = { readonly bodies: readonly DocumentBody[]; readonly also?: 'compose' | 'issue' | 'note' }

const DESK: readonly Role[] = ['acceptor', 'dispatcher', 'dutyChief']

/** Refuses whoever may not try the act at all. */
export function mustBeAllowed(act: BriefAct['act'], kind: DocumentState['ask']['kind'], { role }: Actor): void {
  if (act === 'answer') {
    if (role !== 'department')
      throw forbidden({ zh: '只有被约稿的部门可以作答', en: 'Only the department asked may answer' })
    return
  }
  const chief = act === 'correct' || (act === 'issue' && kind !== 'flash')
  if (chief && role !== 'dutyChief')
    throw forbidden({
      zh: '简报和更正说明由值班长签发',
      en: 'Briefs and correction notes are issued by the duty chief',
    })
  if (!DESK.includes(role))
    throw forbidden({ zh: '只有值班席可以编辑简报', en: 'Only the duty desk may work on a brief' })
}

/** Parts of a brief that an act rests on, and that a line changes. `*`: all of it. */
function restsOn(act: BriefAct): readonly string[] {
  switch (act.act) {
    case 'reword':
      return ['composed', `statement:${act.statement}`]
    case 'remove':
      return [`statement:${act.statement}`]
    case 'reorder':
      return ['composed', `order:${act.section}`]
    case 'sign':
    case 'issue':
      return ['*']
    default:
      return []
  }
}
function changes(body: DocumentBody): readonly string[] {
  switch (body.type) {
    case 'reworded':
    case 'removed':
      return [`statement:${body.statement}`, '*']
    case 'composed':
      return ['composed', '*']
    case 'added':
    case 'reordered':
      return [`order:${body.section}`, '*']
    case 'answered':
      return ['order:departments', '*']
    case 'asked':
    case 'unsigned':
      return ['*']
    default:
      return []
  }
}

/** Somebody else came first at what the act rests on: says who, when and what. `since`: lines after the version that was seen. */
export function mustBeUnchanged(
  act: BriefAct,
  since: readonly DocumentLine[],
  version: number,
  time: (at: number) => string,
): void {
  const parts = restsOn(act)
  const line = since.findLast(({ body }) => changes(body).some((part) => parts.includes(part)))
  if (line === undefined) return
  const words = lineWords(line.body)
  throw new ProblemError(
    'briefChanged',
    {
      zh: `${line.by.name}已于 ${time(line.at)} ${words.zh}，请查看后再操作`,
      en: `${line.by.name} ${words.en} at ${time(line.at)}; look again before acting`,
    },
    { conflict: { version, by: line.by.name, at: line.at, type: line.body.type } },
  )
}

export function decide(act: BriefAct, standing: Standing, actor: Actor): Decision {
  const { doc, statements, complete } = standing
  const next = doc.version + 1
  if (act.act === 'correct') {
    if (doc.state !== 'issued')
      throw refused('notIssued', '简报尚未签发，可直接修改', 'It is not issued yet; change it')
    return { bodies: [], also: 'note' }
  }
  if (doc.state === 'issued') {
    const { by = '', number = 0 } = doc.issued ?? {}
    throw refused(
      'issued',
      `简报已由${by}签发（第 ${number} 期），只能发更正说明`,
      `It was issued by ${by} (No. ${number}); only a correction note can be issued`,
    )
  }
  if (doc.state === 'signed' && act.act !== 'issue' && act.act !== 'unsign') {
    const { by = '' } = doc.signed ?? {}
    throw refused('signed', `简报已由${by}签字送审，先退回修改`, `It was signed by ${by}; take it back first`)
  }
  switch (act.act) {
    case 'reword': {
      const statement = statements.find((s) => s.id === act.statement)
      if (statement === undefined) throw notFound({ zh: '语句', en: 'sentence' })
      const { text } = act
      if (text === undefined) return { bodies: [{ type: 'reworded', statement: statement.id }] }
      mustHold(checkWords(statement, text), '/act/text')
      return { bodies: [{ type: 'reworded', statement: statement.id, text, was: statement.text }] }
    }
    case 'add':
      mustHold(checkItem(act.text), '/act/text')
      return { bodies: [{ type: 'added', id: `own.${next}`, section: act.section, text: act.text }] }
    case 'remove':
      if (!doc.own.some((item) => item.id === act.statement))
        throw refused('notOwn', '只能删去值班席自拟的条目', "Only items of the desk's own can be removed")
      return { bodies: [{ type: 'removed', statement: act.statement }] }
    case 'reorder': {
      const { section } = act
      const there = new Set(layEdits(statements, doc).flatMap((s) => (s.section === section ? [s.id] : [])))
      const strange = act.statements.find((id) => !there.has(id))
      if (strange !== undefined)
        throw refused('notInSection', `本节没有「${strange}」这一条`, `There is no “${strange}” in this section`)
      return { bodies: [{ type: 'reordered', section, statements: act.statements }] }
    }
    case 'ask': {
      const departmentName = standing.departmentName(act.department)
      if (departmentName === undefined) throw notFound({ zh: '部门', en: 'department' })
      const { department, question } = act
      return { bodies: [{ type: 'asked', id: `in.${next}`, department, departmentName, question }] }
    }
    case 'answer': {
      const input = doc.inputs.find(({ id, department }) => id === act.input && department === actor.department)
      if (input === undefined) throw notFound({ zh: '约稿', en: 'question' })
      if (input.answer)
        throw refused(
          'answered',
          `本部门${input.answer.by}已作答`,
          `${input.answer.by} has answered for the department`,
        )
      return { bodies: [{ type: 'answered', input: act.input, text: act.text }] }
    }
    case 'compose':
      if (!complete)
        throw refused(
          'incomplete',
          '简报所述时段尚未结束，初稿随数据更新，不必重编',
          'The period is not over yet: the draft follows the data by itself',
        )
      return { bodies: [], also: 'compose' }
    case 'sign':
      mustBeComplete(complete)
      return { bodies: [{ type: 'signed' }] }
    case 'unsign':
      if (doc.state !== 'signed') throw refused('notSigned', '简报尚未签字', 'It is not signed')
      return { bodies: [{ type: 'unsigned', reason: act.reason }] }
    case 'issue':
      mustBeComplete(complete)
      if (doc.state === 'signed') return { bodies: [], also: 'issue' }
      // A flash report does not wait for a second pair of eyes: whoever issues it has signed it.
      if (doc.ask.kind === 'flash') return { bodies: [{ type: 'signed' }], also: 'issue' }
      throw refused('notSigned', '须先由值班人员签字', 'The duty officer has to sign it first')
  }
}

const refused = (rule: string, zh: string, en: string): RefusedError => new RefusedError(rule, { zh, en })

function mustBeComplete(complete: boolean): void {
  if (!complete)
    throw refused('incomplete', '简报所述时段尚未结束，不能签发', 'The period is not over yet; it cannot be signed')
}

function mustHold(fault: EditFault | undefined, pointer: string): void {
  if (fault === undefined) return
  const field = fault.code === 'sourceMissing' ? pointer : `${pointer}/${fault.language}`
  throw new RefusedError(fault.code, fault.reason, { field })
}
