// What one event says to others, whatever state it leads to.
import type { DepartmentId } from '../../ids.ts'
import type { Text } from '../../text.ts'
import type { IncidentEvent } from '../events.ts'
import type { Undoable } from '../types.ts'
import type { Change, NoticeKind, NoticeNames } from '../notices.ts'
import { department, post, say, type Said, toOwner } from './said.ts'

/** Who had been asked for something by an act that was taken back. A department that loses the case is told by its leaving. */
const UNDONE: Partial<Record<Undoable, { readonly to: 'collector' | 'dispatcher'; readonly ask: Text }>> = {
  verifyRequested: {
    to: 'collector',
    ask: say('已撤销核实，不必到场', 'the verification was taken back; no need to go'),
  },
  filed: { to: 'dispatcher', ask: say('立案已撤销，暂不派遣', 'the filing was taken back; nothing to dispatch yet') },
  extensionRequested: { to: 'dispatcher', ask: say('延期申请已撤销', 'the request for an extension was taken back') },
  suspensionRequested: { to: 'dispatcher', ask: say('挂账申请已撤销', 'the request for a suspension was taken back') },
}

/** Nothing for events that only move the case: the state says it. */
export function toldByEvent({ before, after }: Change, { n, body }: IncidentEvent, names: NoticeNames): Said[] {
  const lead = after.lead ?? before?.lead
  const toLead = (kind: NoticeKind, ask: Text): Said[] =>
    lead === undefined ? [] : [{ to: department(lead), kind, n, ask }]
  const toDispatcher = (kind: NoticeKind, ask: Text): Said => ({ to: post('dispatcher'), kind, n, ask })
  const name = (id: DepartmentId): Text => names.department(id)
  const verdict = (what: Text, granted: boolean): Text =>
    say(`${what.zh}${granted ? '已同意' : '未同意'}`, `${what.en} ${granted ? 'granted' : 'refused'}`)
  switch (body.type) {
    case 'dispatched':
      return body.assist.map((id) => ({
        to: department(id),
        kind: 'assist',
        n,
        ask: say(`请协助${name(body.lead).zh}处置`, `please assist ${name(body.lead).en}`),
      }))
    case 'engaged':
      return [
        {
          to: department(body.department),
          kind: 'assist',
          n,
          ask: say('请协办，任务见案卷', 'please assist; the case says what to do'),
        },
      ]
    case 'returned': {
      const from = before?.lead === undefined ? say('处置部门', 'the department') : name(before.lead)
      const other =
        body.proposed === undefined
          ? say('', '')
          : say(`，建议派${name(body.proposed).zh}`, `, which proposes ${name(body.proposed).en}`)
      return [
        toDispatcher(
          'returned',
          say(`${from.zh}回退${other.zh}，请重新派遣`, `returned by ${from.en}${other.en}; please dispatch anew`),
        ),
      ]
    }
    case 'orderReturned': {
      const ask = say(`${name(body.department).zh}退回协办`, `${name(body.department).en} returned its assisting order`)
      return [toDispatcher('returned', ask), ...toLead('returned', ask)]
    }
    case 'undone': {
      const told = UNDONE[body.of]
      return told ? [{ to: post(told.to), kind: 'undone', n, ask: told.ask }] : []
    }
    case 'extensionRequested':
      return [toDispatcher('request', say('申请延期，请审批', 'an extension is asked for; please decide'))]
    case 'suspensionRequested':
      return [
        toDispatcher(
          'request',
          say(
            `申请挂账至 ${names.time(body.until)}，请审批`,
            `a suspension until ${names.time(body.until)} is asked for; please decide`,
          ),
        ),
      ]
    case 'extensionDecided': {
      const due = body.granted && after.clocks.handle ? names.time(after.clocks.handle.dueAt) : undefined
      const more = due === undefined ? say('', '') : say(`，时限延至 ${due}`, `; now due by ${due}`)
      const words = verdict(say('延期申请', 'extension'), body.granted)
      return toLead('decided', say(`${words.zh}${more.zh}`, `${words.en}${more.en}`))
    }
    case 'suspensionDecided': {
      const more = body.granted
        ? say(`，挂账至 ${names.time(body.until)}`, `, until ${names.time(body.until)}`)
        : say('', '')
      const words = verdict(say('挂账申请', 'suspension'), body.granted)
      return toLead('decided', say(`${words.zh}${more.zh}`, `${words.en}${more.en}`))
    }
    case 'appealed':
      return [toDispatcher('appeal', say('超时申诉，请初审', 'an appeal against the overdue mark; please review'))]
    case 'appealReviewed': {
      const words = verdict(say('超时申诉初审', 'appeal, first review:'), body.granted)
      if (after.appeal?.state !== 'reviewed') return toLead('appealDecided', words)
      return [
        { to: post('acceptor'), kind: 'appeal', n, ask: say(`${words.zh}，请终审`, `${words.en}; please decide`) },
      ]
    }
    case 'appealDecided':
      return toLead('appealDecided', verdict(say('超时申诉终审', 'appeal, final decision:'), body.granted))
    case 'supervised': {
      const due =
        body.dueAt === undefined ? say('', '') : say(`于 ${names.time(body.dueAt)} 前`, ` by ${names.time(body.dueAt)}`)
      const from =
        body.urgency === 'leader'
          ? say('领导督办', 'supervised by a leader')
          : body.urgency === 'urgent'
            ? say('紧急督办', 'urgent supervision')
            : say('督办', 'under supervision')
      // The lead department answers, whoever's turn it is; where there is none yet, the desk has to move.
      if (after.lead !== undefined)
        return toLead('supervised', say(`${from.zh}，请${due.zh}回复`, `${from.en}; please answer${due.en}`))
      return toOwner(after, 'supervised', n, say(`${from.zh}，请${due.zh}办理`, `${from.en}; please act${due.en}`))
    }
    case 'replied': {
      const answered = after.supervisions.filter((one) => one.reply).at(-1)
      const who = lead === undefined ? say('处置部门', 'the department') : name(lead)
      const ask = say(`${who.zh}已回复督办`, `${who.en} answered the supervision`)
      return [{ to: post(answered?.level === 'leader' ? 'leader' : 'dutyChief'), kind: 'replied', n, ask }]
    }
    case 'reminded': {
      const due = after.clocks[body.stage]?.dueAt
      const at = due === undefined ? say('', '') : say(`（限 ${names.time(due)}）`, ` (due by ${names.time(due)})`)
      if (body.why === 'nearDue') return toOwner(after, 'nearDue', n, say(`即将超期${at.zh}`, `nearly due${at.en}`))
      if (body.why === 'overdue')
        return toOwner(after, 'overdue', n, say(`已超期${at.zh}，请尽快办理`, `overdue${at.en}; please act`))
      return toOwner(after, 'reminded', n, say(`催办${at.zh}，请尽快办理`, `a reminder${at.en}; please act`))
    }
    case 'escalated': {
      const owner = lead === undefined ? say('', '') : say(`${name(lead).zh}`, `${name(lead).en}, `)
      return [
        {
          to: post('dutyChief'),
          kind: 'escalated',
          n,
          ask: say(`${owner.zh}严重超期，请处理`, `${owner.en}long overdue; please look into it`),
        },
      ]
    }
    default:
      return []
  }
}
