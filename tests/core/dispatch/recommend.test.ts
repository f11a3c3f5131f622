// Who is recommended, in which order, and what is said about it.
import { describe, expect, it } from 'vitest'
import { recommend } from '../../../src/core/dispatch/recommend.ts'
import type { Department, DispatchQuestion, Party, Responsibility } from '../../../src/core/dispatch/types.ts'

const dept = (id: string, zh: string, kind: Department['kind'], area?: string): Department => ({
  id,
  name: { zh, en: `The ${id}` },
  short: { zh, en: id },
  kind,
  duties: [],
  ...(area && { area }),
})
const DEPARTMENTS = [
  dept('drainage', '市排水中心', 'bureau'),
  dept('police', '市交警支队', 'bureau'),
  dept('cityAdmin', '市城管局', 'bureau'),
  dept('gas', '扬州燃气', 'enterprise'),
  dept('repair', '燃气抢修公司', 'enterprise'),
  dept('street', '东关街道', 'territory', '321002004'),
  dept('district', '广陵区', 'territory', '321002'),
  dept('elsewhere', '邗江区', 'territory', '321003'),
]
const row = (lead: Party, more: Partial<Responsibility> = {}): Responsibility => ({
  matter: 'E001',
  lead,
  assist: [],
  basis: [{ scope: 'national', text: `basis of ${lead}` }],
  ...more,
})
const ask = (more: Partial<DispatchQuestion> = {}): DispatchQuestion => ({
  matter: 'E001',
  condition: 'deep',
  areas: ['321002004', '321002', '321000'],
  returnedBy: [],
  ...more,
})
const leads = (question: DispatchQuestion, matrix: Responsibility[]) =>
  recommend(question, matrix, DEPARTMENTS).map((r) => `${r.lead} ${r.via}`)

describe('the matrix', () => {
  const general = row('drainage')
  const inDistrict = row('cityAdmin', { area: '321002' })
  const inStreet = row('gas', { area: '321002004' })
  const whenDeep = row('police', { condition: 'deep' })
  const both = row('repair', { condition: 'deep', area: '321002' })
  it.each([
    ['matter alone', [general], ['drainage']],
    ['area before matter', [general, inDistrict], ['cityAdmin', 'drainage']],
    ['the smaller area before the larger', [general, inDistrict, inStreet], ['gas', 'cityAdmin', 'drainage']],
    ['condition before area', [inStreet, whenDeep], ['police', 'gas']],
    ['condition and area before all', [general, whenDeep, inStreet, both], ['repair', 'police', 'gas', 'drainage']],
    [
      'other matters, conditions and areas do not fit',
      [row('police', { matter: 'E002' }), row('police', { condition: 'x' }), row('police', { area: '321003' })],
      [],
    ],
    ['unknown departments are passed over', [row('nobody'), general], ['drainage']],
    ['nobody twice', [general, row('drainage', { condition: 'deep' })], ['drainage']],
  ])('%s', (_, matrix, expected) => {
    const fallbacks = ['street territory', 'district territory']
    expect(leads(ask(), matrix)).toEqual([...expected.map((id) => `${id} matrix`), ...fallbacks])
  })

  it('names helpers once, without the lead, with roles turned into departments', () => {
    const matrix = [row('drainage', { assist: ['police', '@territory', 'drainage', 'police', 'nobody', '@owner'] })]
    const [first] = recommend(ask({ owner: 'gas' }), matrix, DEPARTMENTS)
    expect(first).toMatchObject({ lead: 'drainage', assist: ['police', 'street', 'gas'] })
    expect(first?.basis).toEqual([{ scope: 'national', text: 'basis of drainage' }])
  })
})

describe('ownership', () => {
  it.each<[string, Partial<DispatchQuestion>, Party, string[]]>([
    ['the owner', { owner: 'gas', maintainer: 'repair' }, '@owner', ['gas owner', 'repair maintainer']],
    ['no owner: the maintainer', { maintainer: 'repair' }, '@owner', ['repair maintainer']],
    ['an owner nobody knows: the maintainer', { owner: 'x', maintainer: 'repair' }, '@owner', ['repair maintainer']],
    ['the maintainer', { owner: 'gas', maintainer: 'repair' }, '@maintainer', ['repair maintainer', 'gas owner']],
    ['no maintainer: the owner', { owner: 'gas' }, '@maintainer', ['gas owner']],
    ['neither: the territory', {}, '@owner', []],
    ['the territory itself', {}, '@territory', []],
  ])('%s', (_, question, party, expected) => {
    expect(leads(ask(question), [row(party)])).toEqual([...expected, 'street territory', 'district territory'])
  })

  it('without any row still leads to owner, maintainer, territory', () => {
    const question = ask({ matter: 'none', owner: 'gas', maintainer: 'repair' })
    expect(leads(question, [])).toEqual(['gas owner', 'repair maintainer', 'street territory', 'district territory'])
  })

  it('a place whose street has no department falls to the district', () => {
    expect(leads(ask({ areas: ['321002099', '321002', '321000'] }), [row('@owner')])).toEqual(['district territory'])
  })

  it('nobody at all gives nothing', () => {
    expect(leads(ask({ areas: ['320000'] }), [])).toEqual([])
  })
})

describe('a department that sent the case back', () => {
  it('comes last, even a territory, and it says so', () => {
    const answer = recommend(ask({ returnedBy: ['drainage', 'street'] }), [row('drainage'), row('police')], DEPARTMENTS)
    expect(answer.map((r) => r.lead)).toEqual(['police', 'district', 'drainage', 'street'])
    expect(answer[2]?.reason).toEqual({
      zh: '职责清单按本事项由市排水中心主办；该单位已回退过本案',
      en: 'The drainage leads this matter by the list of responsibilities; it has sent this case back before.',
    })
    expect(answer[0]?.reason.zh).not.toContain('回退')
  })
})

describe('reasons', () => {
  it.each<[Partial<DispatchQuestion>, Responsibility[], string]>([
    [{}, [row('drainage', { condition: 'deep', area: '321002' })], '职责清单按本立案条件和区划由市排水中心主办'],
    [{ owner: 'gas' }, [row('@owner')], '职责清单定权属单位主办，该设施权属扬州燃气'],
    [{ owner: 'gas' }, [], '扬州燃气是该设施权属单位'],
    [{ maintainer: 'repair' }, [row('@owner')], '职责清单定权属、养护单位主办，养护单位为燃气抢修公司'],
    [{ maintainer: 'repair' }, [], '燃气抢修公司是该设施养护单位'],
    [{}, [row('@territory')], '职责清单由属地东关街道主办'],
    [{}, [], '职责单位不明或不能承办时，由属地东关街道兜底'],
  ])('%o', (question, matrix, zh) => {
    const [first] = recommend(ask(question), matrix, DEPARTMENTS)
    expect(first?.reason.zh).toBe(zh)
    expect(first?.reason.en).toMatch(/^The .*\.$/)
  })
})
