// A matter under supervision as screens get it.
import type { SupervisedDetail, SupervisedRow } from '../../../src/wire/supervisions.ts'
import { HOUR, T0 } from '../../support/cases.ts'

const say = (zh: string, en = zh) => ({ zh, en })

export const matter = (more: Partial<SupervisedRow> = {}): SupervisedRow => ({
  ...{ id: 'sv-1', code: 'YZ-DB-2026-0001', version: 2, origin: 'instruction', grade: 'important' },
  ...{ state: 'inProgress', colour: 'yellow', title: '文昌路积水整治' },
  anchor: {
    kind: 'statement',
    id: 's1',
    brief: '2026-11-20',
    code: '三-2',
    seen: say('昨日积水 3 处'),
    asOf: T0 - HOUR,
  },
  by: { name: '李市长', role: 'leader' },
  givenAt: T0 - HOUR,
  dueAt: T0 + HOUR,
  lead: 'water-bureau',
  leadName: say('排水处'),
  assistNames: [say('交警')],
  unsigned: ['traffic-police'],
  unread: false,
  simulated: false,
  ...more,
})

export const sheet = (row: SupervisedRow = matter(), more: Partial<SupervisedDetail> = {}): SupervisedDetail => ({
  row,
  text: '请排水处牵头，限期整改。',
  additions: [{ at: T0 - 5, by: { name: '李市长', role: 'leader' }, text: '举一反三' }],
  parts: [
    { department: 'water-bureau', name: say('市排水管理处'), lead: true, signedAt: T0 - 9, signedBy: '王工' },
    { department: 'traffic-police', name: say('市公安局交警支队'), lead: false },
  ],
  progress: [],
  returns: 0,
  log: [{ n: 1, at: T0 - HOUR, by: { name: '李市长', role: 'leader' }, type: 'given', text: say('立项交办') }],
  may: [],
  ...more,
})

export const report = (
  more: Partial<SupervisedDetail['progress'][number]> = {},
): SupervisedDetail['progress'][number] => ({
  ...{ n: 3, at: T0 - 2, final: true, text: '已疏通', photos: [], incidents: [] },
  by: { name: '王工', role: 'department', department: 'water-bureau' },
  ...more,
})
