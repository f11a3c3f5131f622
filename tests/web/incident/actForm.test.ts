// Every act's form makes a command that the hub's schema accepts, and names what is missing when it does not.
import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { MAX_SUSPENSION_MS } from '../../../src/core/incident/needs.ts'
import { ACTS, ActCommandSchema, type AskedAct } from '../../../src/wire/acts.ts'
import { firstDraft, formOf, isAct, toInput, type Draft } from '../../../src/web/incident/actForm.ts'
import { detail, HOUR, row, T0 } from '../../support/cases.ts'

const photo = 'a'.repeat(64)
/** What an officer would put into each form beyond the first draft. */
const TYPED: Record<AskedAct, Draft> = {
  requestVerify: {},
  verify: { found: true, photos: [photo] },
  file: {},
  refuse: { reason: '不属于城市管理职责' },
  cancel: { reason: '重复上报' },
  dispatch: {},
  returnToAcceptor: { reason: '立案条件有误' },
  accept: {},
  assign: { handler: '王师傅' },
  contact: { reached: true },
  callBack: { reached: true, rating: 'satisfied', solved: true },
  exclude: { ground: 'consultation', reason: '属政策咨询' },
  undo: {},
  return: { reason: '非本单位职责', proposed: 'traffic-police' },
  revoke: { reason: '改派其他人员' },
  progress: { note: '抽水泵已到场', photos: [] },
  submit: { note: '积水已排除', photos: [photo] },
  sendBack: { reason: '照片看不清' },
  confirm: {},
  check: { passed: true, photos: [photo] },
  rework: { reason: '仍有积水' },
  engage: { department: 'traffic-police', task: '疏导交通' },
  release: { department: 'traffic-police', reason: '积水已退，不需疏导' },
  acceptOrder: { handler: '李师傅' },
  returnOrder: { reason: '不属于本部门职责' },
  finishOrder: { note: '交通已恢复', photos: [photo] },
  close: { conditionMet: true },
  forceClose: { reason: '市政府统一安排，另行处置' },
  reopen: { reason: '市民反映仍有积水' },
  appeal: { reason: '停电许可延误，非本单位原因', photos: [photo] },
  reviewAppeal: { granted: true },
  decideAppeal: { granted: false, reason: '许可当日已办妥' },
  merge: { into: 'YZ-20261121-000002', reason: '同一处积水' },
  unmerge: { reason: '两处不同积水' },
  requestExtension: { reason: '配件未到' },
  decideExtension: { granted: true },
  requestSuspension: { until: T0 + 48 * HOUR, reason: '等待停电许可' },
  decideSuspension: { granted: false, reason: '可先行处置' },
  resume: {},
  supervise: { text: '今晚前排除', urgency: 'urgent', dueAt: T0 + 4 * HOUR },
  reply: { text: '泵车已到场，两小时内排除' },
  remind: {},
  note: { text: '已电话告知' },
}

describe('act forms', () => {
  it.each(ACTS)('%s: first draft and what is typed pass ActCommandSchema', (act) => {
    const result = toInput(act, { ...firstDraft(act, detail()), ...TYPED[act] }, T0)
    expect(result).toMatchObject({ ok: true })
    if (!result.ok) return
    const command = { key: 'k'.repeat(36), version: 3, input: result.input }
    expect([...Value.Errors(ActCommandSchema, command)]).toEqual([])
  })

  it.each(ACTS)('%s: every required field that is left out is named', (act) => {
    const required = formOf(act).filter(
      (f) =>
        f.required &&
        f.control !== 'departments' &&
        (f.control !== 'photos' || act === 'submit' || act === 'finishOrder'),
    )
    const result = toInput(act, { photos: [], assist: [] }, T0)
    if (required.length === 0) expect(result.ok).toBe(true)
    else expect(result).toEqual({ ok: false, errors: required.map((f) => ({ field: f.name, fault: 'required' })) })
  })

  it.each<[string, AskedAct, Draft, object]>([
    ['one letter is no reason', 'refuse', { reason: ' 无 ' }, { field: 'reason', fault: 'tooShort', limit: 2 }],
    [
      'a reason has an end',
      'refuse',
      { reason: '长'.repeat(1001) },
      { field: 'reason', fault: 'tooLong', limit: 1000 },
    ],
    ['closing needs its tick', 'close', { conditionMet: false }, { field: 'conditionMet', fault: 'required' }],
    [
      'no suspension into the past',
      'requestSuspension',
      { until: T0, reason: '等待许可' },
      { field: 'until', fault: 'past' },
    ],
    [
      'no suspension beyond a year',
      'requestSuspension',
      { until: T0 + MAX_SUSPENSION_MS + 1, reason: '等待许可' },
      { field: 'until', fault: 'tooFar' },
    ],
    ['a passed check shows it', 'check', { passed: true, photos: [] }, { field: 'photos', fault: 'required' }],
    ['a problem found shows it', 'verify', { found: true, photos: [] }, { field: 'photos', fault: 'required' }],
    ['a result shows it', 'submit', { note: '完成', photos: [] }, { field: 'photos', fault: 'required' }],
    ['a failed check says why', 'check', { passed: false, photos: [] }, { field: 'note', fault: 'required' }],
    ['nothing found says why', 'verify', { found: false, photos: [] }, { field: 'note', fault: 'required' }],
    ['a refused extension says why', 'decideExtension', { granted: false }, { field: 'reason', fault: 'required' }],
    ['a refused appeal says why', 'reviewAppeal', { granted: false }, { field: 'reason', fault: 'required' }],
    [
      'an assisting department shows what it did',
      'finishOrder',
      { note: '完成', photos: [] },
      { field: 'photos', fault: 'required' },
    ],
    ['no answer is due in the past', 'supervise', { text: '今晚前排除', dueAt: T0 }, { field: 'dueAt', fault: 'past' }],
    [
      'twelve photos at most',
      'submit',
      { note: '完成', photos: Array.from({ length: 13 }, () => photo) },
      { field: 'photos', fault: 'tooMany', limit: 12 },
    ],
  ])('%s', (_, act, draft, error) => {
    expect(toInput(act, draft, T0)).toEqual({ ok: false, errors: [error] })
  })

  it('leaves optional empty fields out and trims what was typed', () => {
    expect(toInput('return', { reason: ' 非本单位职责 ', proposed: '' }, T0)).toEqual({
      ok: true,
      input: { act: 'return', reason: '非本单位职责' },
    })
  })

  it('preselects the recommended departments and the suggested matter', () => {
    const best = { lead: 'water-bureau', firstResponsible: false }
    expect(firstDraft('dispatch', detail())).toEqual({ ...best, assist: [] })
    // Serious enough to send everybody along who may be needed.
    const serious = detail({ row: row('YZ-1', { level: 2 }) })
    expect(firstDraft('dispatch', serious)).toEqual({ ...best, assist: ['traffic-police'] })
    expect(firstDraft('dispatch', detail({ recommendations: [] }))).toEqual({ assist: [] })
    expect(firstDraft('file', detail())).toEqual({ matter: 'M006', condition: 'M006-1' })
  })

  it('takes the first responsible mark from the proposal', () => {
    const [best] = detail().recommendations
    const first = { ...best!, firstResponsible: true, lead: 'dongguan-street', assist: [] }
    expect(firstDraft('dispatch', detail({ recommendations: [first] }))).toEqual({
      lead: 'dongguan-street',
      assist: [],
      firstResponsible: true,
    })
  })

  it('knows a leader’s supervision, and the only order there is to release', () => {
    expect(firstDraft('supervise', detail(), 'leader')).toEqual({ urgency: 'leader' })
    expect(firstDraft('supervise', detail(), 'dispatcher')).toEqual({ urgency: 'normal' })
    const orders = [
      { department: 'traffic-police', state: 'pending' as const, photos: [] },
      { department: 'water-bureau', state: 'finished' as const, photos: [] },
    ]
    expect(firstDraft('release', detail({ orders }))).toEqual({ department: 'traffic-police' })
  })

  it('does not overrule a matter the case already has', () => {
    expect(firstDraft('file', detail({ row: row('x', { matter: '06012' }) }))).toEqual({ matter: '06012' })
  })

  it('keeps the order of fields of the contract', () => {
    expect(formOf('verify').map((f) => f.name)).toEqual(['found', 'photos', 'note'])
    expect(formOf('return')).toEqual([
      { name: 'reason', control: 'text', required: true, max: 1000 },
      { name: 'proposed', control: 'department', required: false, max: 64 },
    ])
  })

  it('knows an act from a stray word', () => {
    expect(isAct('dispatch')).toBe(true)
    expect(isAct('explode')).toBe(false)
    // Done by time alone: nobody is offered it.
    expect(isAct('escalate')).toBe(false)
  })
})

describe('a call-back', () => {
  const faults = (draft: Draft): string[] => {
    const result = toInput('callBack', draft, T0)
    return result.ok ? [] : result.errors.map(({ field, fault }) => `${field} ${fault}`)
  }
  it.each<[string, Draft, string[]]>([
    ['asks first whether anybody was reached', {}, ['reached required']],
    ['wants rating and solved of whoever was', { reached: true }, ['rating required', 'solved required']],
    ['wants a note where nobody was', { reached: false }, ['note required']],
    [
      'wants the words of a discontent caller',
      { reached: true, rating: 'dissatisfied', solved: true },
      ['note required'],
    ],
    [
      'and of one whose trouble is not mended',
      { reached: true, rating: 'satisfied', solved: false },
      ['note required'],
    ],
    ['is content with a content one', { reached: true, rating: 'fairlySatisfied', solved: true }, []],
  ])('%s', (_, draft, wanted) => {
    expect(faults(draft)).toEqual(wanted)
  })
  it('leaves out what was answered before nobody turned out to be there', () => {
    const draft: Draft = { reached: false, rating: 'satisfied', solved: true, note: '号码有误' }
    expect(toInput('callBack', draft, T0)).toEqual({
      ok: true,
      input: { act: 'callBack', reached: false, note: '号码有误' },
    })
  })
})

it('a case given on begins with who has it', () => {
  const known = detail({ row: row('YZ-1', { handler: '李师傅', crew: 'c1' }) })
  expect(firstDraft('assign', known)).toEqual({ handler: '李师傅', crew: 'c1' })
})
