// The catalogue against itself: versions, successors, components, former codes and the loop's figures. Nothing is read from a folder
// but once; the mistakes are made in memory.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { crossCheck, loadReference } from '../../../src/server/reference/load.ts'
import { REFERENCE_FILES, type Reference } from '../../../src/wire/reference.ts'

let sound: Reference
beforeAll(async () => {
  sound = await loadReference(join(import.meta.dirname, '../../../city/yangzhou'))
})

type Json = Record<string, unknown>
const at = (list: unknown, key: string, value: unknown): Json => {
  const found = (list as Json[]).find((entry) => entry[key] === value)
  if (found === undefined) throw new Error(`no entry with ${key} ${String(value)}`)
  return found
}
const first = (list: unknown): Json => (list as Json[])[0] ?? {}
const twice = (list: unknown): unknown => (list as unknown[]).push((list as unknown[])[0])
const days = (amount: number): Json => ({ amount, unit: 'workDay' })
/** A second version of a matter: what the first becomes, and how the second differs from what the first was. */
function addVersion(list: unknown, code: string, former: Json, next: Json): void {
  const matter = at(list, 'code', code)
  ;(list as Json[]).push({ ...structuredClone(matter), ...next })
  Object.assign(matter, former)
}

const FILES = {
  'matters.json': 'matters',
  'components.json': 'components',
  'former-codes.json': 'formerCodes',
  'loop.json': 'loop',
} as const
type FileName = keyof typeof FILES

/** What the check of a city with one changed file says, a problem a line. */
function said(file: FileName, change: (value: unknown) => unknown): string[] {
  const name = FILES[file]
  const value: unknown = structuredClone(sound[name])
  change(value)
  return crossCheck({ ...sound, [name]: value }).map((p) => `${p.file} › ${p.pointer}: ${p.text.zh} / ${p.text.en}`)
}

const DAMAGES: readonly [what: string, file: FileName, change: (value: unknown) => unknown, said: string | RegExp][] = [
  [
    'a version twice',
    'matters.json',
    (v) => addVersion(v, '06001', {}, {}),
    /matters\.json › \/\d+: 重复：06001@2026-07-01/,
  ],
  [
    'versions overlap, the first without end',
    'matters.json',
    (v) => addVersion(v, '06001', {}, { validFrom: '2027-01-01' }),
    /\/validFrom: 06001 自 2026-07-01 起的版本到无限期才结束，有效期重叠/,
  ],
  [
    'versions overlap by a day',
    'matters.json',
    (v) => addVersion(v, '06001', { validTo: '2027-01-01' }, { validFrom: '2027-01-01' }),
    'overlaps the version of 06001 from 2026-07-01, which ends on 2027-01-01',
  ],
  [
    'a gap between versions',
    'matters.json',
    (v) => addVersion(v, '06001', { validTo: '2026-12-30' }, { validFrom: '2027-01-01' }),
    '06001 在 2026-12-30 之后到 2027-01-01 之前没有版本',
  ],
  [
    'ends before it begins',
    'matters.json',
    (v) => (at(v, 'code', '06001')['validTo'] = '2026-06-30'),
    /\/validTo: 早于 validFrom/,
  ],
  [
    'component of matter',
    'matters.json',
    (v) => (at(v, 'code', '01001')['component'] = '01016'),
    /matters\.json › \/\d+\/component: 没有这个部件：01016/,
  ],
  [
    'unknown successor',
    'matters.json',
    (v) => Object.assign(at(v, 'code', '06001'), { validTo: '2026-12-31', replacedBy: '06999' }),
    /\/replacedBy: 没有这个事项：06999/,
  ],
  [
    'successor of what does not end',
    'matters.json',
    (v) => (at(v, 'code', '06001')['replacedBy'] = '06002'),
    '06001 没有失效日期，不能有接替事项',
  ],
  [
    'successor beside a later version',
    'matters.json',
    (v) => addVersion(v, '06001', { validTo: '2026-12-31', replacedBy: '06002' }, { validFrom: '2027-01-01' }),
    '06001 还有后续版本，不能有接替事项',
  ],
  [
    'successor not yet in force',
    'matters.json',
    (v) => {
      Object.assign(at(v, 'code', '06001'), { validTo: '2026-12-30', replacedBy: '06002' })
      at(v, 'code', '06002')['validFrom'] = '2027-01-01'
    },
    '接替事项 06002 在 2026-12-31 尚未生效或已失效',
  ],
  [
    'successors in a circle',
    'matters.json',
    (v) => {
      for (const [code, replacedBy] of [
        ['06001', '06002'],
        ['06002', '06003'],
        ['06003', '06001'],
      ] as const)
        Object.assign(at(v, 'code', code), { validTo: '2026-12-31', replacedBy })
    },
    '接替关系成环：06002 / the line of successors comes back to 06002',
  ],
  ['component twice', 'components.json', twice, 'components.json › /153: 重复：01001'],
  [
    'end of component',
    'components.json',
    (v) => (at(v, 'code', '01002')['validTo'] = '2020-01-01'),
    'components.json › /1/validTo: 早于 validFrom',
  ],
  [
    'former code twice',
    'former-codes.json',
    twice,
    /former-codes\.json › \/\d+: 重复：GB\/T 30428\.2-2013 component 0101/,
  ],
  [
    'former code to nowhere',
    'former-codes.json',
    (v) => ((first(v)['becomes'] as Json)['code'] = '01016'),
    'former-codes.json › /0/becomes: 没有这个代码：GB/T 47678.5-2026 component 01016',
  ],
  [
    'former code of another kind',
    'former-codes.json',
    (v) => ((first(v)['becomes'] as Json)['kind'] = 'emergency'),
    '没有这个代码：GB/T 47678.5-2026 emergency 01001',
  ],
  [
    'former codes in a circle',
    'former-codes.json',
    (v) => (first(v)['becomes'] = { standard: 'CJ/T 214-2007', kind: 'component', code: 'BJ0101' }),
    'former-codes.json › /0/becomes: 对应关系成环：GB/T 30428.2-2013 component 0101',
  ],
  [
    'broken up without a word',
    'former-codes.json',
    (v) => delete at(v, 'code', 'BJ0117')['note'],
    'BJ0117 立杆没有对应代码，应说明原因',
  ],
  [
    'supervision before the duty chief',
    'loop.json',
    (v) => ((v as Json)['escalation'] = { chiefAfter: days(2), superviseAfter: days(1) }),
    'loop.json › /escalation/superviseAfter: 督办不晚于上报值班长',
  ],
  [
    'supervision at the same hour in another unit',
    'loop.json',
    (v) =>
      ((v as Json)['escalation'] = {
        chiefAfter: { amount: 24, unit: 'urgentHour' },
        superviseAfter: { amount: 1, unit: 'naturalDay' },
      }),
    '督办不晚于上报值班长',
  ],
]

describe('names the mistake', () => {
  it.each(DAMAGES)('%s in %s', (_what, file, change, expected) => {
    const problems = said(file, change)
    expect(problems.join('\n')).toMatch(expected)
    for (const problem of problems)
      expect(problem).toMatch(/: [^/]*[\p{Script=Han}].* \/ [\x20-\x7e\p{Script=Han}（）]+$/u)
  })
})

describe('takes what is in order', () => {
  it.each<[string, FileName, (value: unknown) => unknown]>([
    [
      'versions that follow day on day, with a successor at the end',
      'matters.json',
      (v) => {
        const next = { validFrom: '2027-01-01', validTo: '2027-12-31', replacedBy: '06002' }
        addVersion(v, '06001', { validTo: '2026-12-31' }, next)
      },
    ],
    [
      'a rule’s condition that only the last version has',
      'matters.json',
      (v) => {
        addVersion(v, 'M001', { validTo: '2026-12-31' }, { validFrom: '2027-01-01' })
        first(at(v, 'code', 'M001')['conditions'])['id'] = 'was-depth'
      },
    ],
    [
      'limits of escalation that no unit compares',
      'loop.json',
      (v) => ((v as Json)['escalation'] = { chiefAfter: days(1), superviseAfter: { amount: 1, unit: 'workHour' } }),
    ],
  ])('%s', (_what, file, change) => {
    expect(said(file, change)).toEqual([])
  })
})

it('is sound as shipped, and every file of the table is checked', () => {
  expect(crossCheck(sound)).toEqual([])
  for (const file of Object.keys(FILES)) expect(Object.values(REFERENCE_FILES).map((f) => f.file)).toContain(file)
})
