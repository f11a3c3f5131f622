// What the state a case has come to asks of whom.
import type { ClockStage } from '../../clock/types.ts'
import type { Text } from '../../text.ts'
import { maskTexts } from '../../mask.ts'
import { isTerminal } from '../lifecycle.ts'
import { ownerOf } from '../owner.ts'
import type { Change, NoticeNames } from '../notices.ts'
import { STATE_WORDS } from '../words.ts'
import { concerned, department, post, say, type Said } from './said.ts'

/** Longest piece of somebody's words in a notice, characters: the case has them all. */
const WORDS = 60

/** Why it was reopened, in the words of whoever called; numbers of people are masked as in the case itself. */
function wordsOf(events: Change['events']): string {
  const said = events.flatMap(({ body }) => (body.type === 'reopened' ? [body.reason] : [])).at(-1) ?? ''
  const letters = Array.from(maskTexts(said).replace(/\s+/g, ' '))
  return letters.length > WORDS ? `${letters.slice(0, WORDS).join('')}…` : letters.join('')
}

/** Nothing when the state is what it was; a case that is new at level I is told of in any state. */
export function toldByState({ before, after, events }: Change, names: NoticeNames): Said[] {
  const said: Said[] = []
  const last = events.filter((event) => event.body.type !== 'clocked').at(-1)
  if (!last) return said
  const { n } = last
  if (after.level === 1 && before?.level !== 1 && !isTerminal(after.state)) {
    const ask = before
      ? say('升为Ⅰ级，请关注', 'raised to level I; please follow it')
      : say('Ⅰ级案卷，请关注', 'a new level I case; please follow it')
    said.push({ to: post('dutyChief'), kind: 'escalated', n, ask }, { to: post('leader'), kind: 'escalated', n, ask })
  }
  if (before?.state === after.state) return said
  const by = (stage: ClockStage): { zh: string; en: string } => {
    const clock = after.clocks[stage]
    if (!clock || clock.stoppedAt !== undefined || clock.pausedAt !== undefined) return { zh: '', en: '' }
    return { zh: `于 ${names.time(clock.dueAt)} 前`, en: ` by ${names.time(clock.dueAt)}` }
  }
  const types = new Set(events.map((event) => event.body.type))
  switch (after.state) {
    case 'pendingVerify':
      said.push({
        to: post('collector'),
        kind: 'toVerify',
        n,
        ask: say(`请${by('filing').zh}到现场核实`, `please verify on the spot${by('filing').en}`),
      })
      break
    case 'pendingFiling': {
      const why = types.has('returnedToAcceptor')
        ? say('派遣员退回，', 'returned by the dispatcher; ')
        : types.has('undone')
          ? say('操作已撤销，', 'taken back; ')
          : say('', '')
      said.push({
        to: post('acceptor'),
        kind: 'toFile',
        n,
        ask: say(`${why.zh}请${by('filing').zh}立案或处理`, `${why.en}please file or settle it${by('filing').en}`),
      })
      break
    }
    case 'pendingDispatch':
      // A return says more than that there is something to dispatch.
      if (!types.has('returned'))
        said.push({
          to: post('dispatcher'),
          kind: 'toDispatch',
          n,
          ask: types.has('undone')
            ? say(
                `派遣已撤销，请${by('dispatch').zh}派遣`,
                `the dispatch was taken back; please dispatch${by('dispatch').en}`,
              )
            : say(`请${by('dispatch').zh}派遣`, `please dispatch${by('dispatch').en}`),
        })
      break
    case 'pendingHandle':
    case 'handling': {
      if (after.lead === undefined) break
      const to = department(after.lead)
      const handle = by('handle')
      const please = say(`请${handle.zh}处置`, `please dispose of it${handle.en}`)
      // Assisting departments have their work before them again as well.
      const everybody = (kind: 'rework' | 'reopened', ask: Text): Said[] =>
        concerned(after).map((id) => ({ to: department(id), kind, n, ask }))
      if (types.has('reworked'))
        said.push(
          ...everybody(
            'rework',
            types.has('checked')
              ? say(`核查未通过，返工，${please.zh}`, `failed the check, back for rework; ${please.en}`)
              : say(`返工，${please.zh}`, `back for rework; ${please.en}`),
          ),
        )
      else if (types.has('reopened'))
        said.push(
          ...everybody(
            'reopened',
            say(`重新办理（${wordsOf(events)}），${please.zh}`, `reopened (${wordsOf(events)}); ${please.en}`),
          ),
        )
      else if (types.has('resumed'))
        said.push({
          to,
          kind: 'order',
          n,
          ask: say(
            `挂账结束，恢复计时，${please.zh}`,
            `the suspension has ended and the clock runs again; ${please.en}`,
          ),
        })
      else if (types.has('dispatched'))
        said.push({
          to,
          kind: 'order',
          n,
          ask: say(
            `新派遣单，${after.firstResponsible === true ? '首接负责，' : ''}${please.zh}`,
            `new order; ${please.en}`,
          ),
        })
      break
    }
    case 'pendingCheck':
      said.push({
        to: post('collector'),
        kind: 'toCheck',
        n,
        ask: say(`请${by('check').zh}到现场核查`, `please check on the spot${by('check').en}`),
      })
      break
    case 'pendingClose':
      said.push({
        to: post('acceptor'),
        kind: 'toClose',
        n,
        ask: say(`核查通过，请${by('check').zh}结案`, `the check was passed; please close it${by('check').en}`),
      })
      break
    case 'closed':
    case 'forceClosed':
    case 'refused':
    case 'cancelled': {
      const words = STATE_WORDS[after.state]
      for (const id of concerned(after)) said.push({ to: department(id), kind: 'ended', n, ask: words })
      if (ownerOf(after) !== undefined)
        said.push({
          to: post('acceptor'),
          kind: 'toCallBack',
          n,
          ask: say(
            `${words.zh}，请${by('callBack').zh}回访诉求人`,
            `${words.en}; please call back${by('callBack').en}`,
          ),
        })
      break
    }
    case 'pendingConfirm':
    case 'suspended':
    case 'merged':
      break
  }
  return said
}
