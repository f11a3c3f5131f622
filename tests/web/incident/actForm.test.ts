// Every act's form makes a command that the hub's schema accepts, and names what is missing when it does not.
import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { MAX_SUSPENSION_MS } from '../../../src/core/incident/needs.ts'
import type { Act } from '../../../src/core/incident/inputs.ts'
import { ACTS, ActCommandSchema } from '../../../src/wire/acts.ts'
import { firstDraft, formOf, isAct, toInput, type Draft } from '../../../src/web/incident/actForm.ts'
import { detail, HOUR, row, T0 } from '../support/cases.ts'

const photo = 'a'.repeat(64)
/** What an officer would put into each form beyond the first draft. */
const TYPED: Record<Act, Draft> = {
  requestVerify: {},
  verify: { found: true, photos: [photo] },
  file: {},
  refuse: { reason: '不属于城市管理职责' },
  cancel: { reason: '重复上报' },
  dispatch: {},
  returnToAcceptor: { reason: '立案条件有误' },
  accept: {},
  return: { reason: '非本单位职责', proposed: 'traffic-police' },
  revoke: { reason: '改派其他人员' },
  progress: { note: '抽水泵已到场', photos: [] },
  submit: { note: '积水已排除', photos: [photo] },
  sendBack: { reason: '照片看不清' },
  confirm: {},
  check: { passed: true, photos: [photo] },
  rework: { reason: '仍有积水' },
  close: { conditionMet: true },
  requestExtension: { reason: '配件未到' },
  decideExtension: { granted: true },
  requestSuspension: { until: T0 + 48 * HOUR, reason: '等待停电许可' },
  decideSuspension: { granted: false, reason: '可先行处置' },
  resume: {},
  supervise: { text: '今晚前排除' },
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
      (f) => f.required && f.control !== 'departments' && (f.control !== 'photos' || act === 'submit'),
    )
    const result = toInput(act, { photos: [], assist: [] }, T0)
    if (required.length === 0) expect(result.ok).toBe(true)
    else expect(result).toEqual({ ok: false, errors: required.map((f) => ({ field: f.name, fault: 'required' })) })
  })

  it.each<[string, Act, Draft, object]>([
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
    expect(firstDraft('dispatch', detail())).toEqual({ lead: 'water-bureau', assist: ['traffic-police'] })
    expect(firstDraft('file', detail())).toEqual({ matter: 'M006', condition: 'M006-1' })
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
  })
})
