// Who is recommended, in which order, and what is said about it.
import { describe, expect, it } from 'vitest'
import { recommend } from '../../../src/core/dispatch/recommend.ts'
import type {
  Department,
  DispatchQuestion,
  Learning,
  Party,
  Practice,
  Responsibility,
} from '../../../src/core/dispatch/types.ts'

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
const LEARNING: Learning = { windowDays: 180, minCases: 8, share: 0.7 }
const leads = (question: DispatchQuestion, matrix: Responsibility[]) =>
  recommend(question, matrix, DEPARTMENTS, LEARNING).map((r) => `${r.lead} ${r.via}`)

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
    const [first] = recommend(ask({ owner: 'gas' }), matrix, DEPARTMENTS, LEARNING)
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
    const answer = recommend(
      ask({ returnedBy: ['drainage', 'street'] }),
      [row('drainage'), row('police')],
      DEPARTMENTS,
      LEARNING,
    )
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
    [{}, [], '职责单位不明，由属地东关街道首接负责、牵头协调'],
  ])('%o', (question, matrix, zh) => {
    const [first] = recommend(ask(question), matrix, DEPARTMENTS, LEARNING)
    expect(first?.reason.zh).toBe(zh)
    expect(first?.reason.en).toMatch(/^The .*\.$/)
  })
})

describe('practice', () => {
  const practice = (cases: number, by: Record<string, number>, returned: Record<string, number> = {}): Practice => {
    const counts = (of: Record<string, number>) =>
      Object.entries(of).map(([department, n]) => ({ department, cases: n }))
    return { cases, by: counts(by), returned: counts(returned) }
  }
  const matrix = [row('drainage', { assist: ['street'] }), row('police', { condition: 'other' })]
  const answer = (known: Practice, more: Partial<DispatchQuestion> = {}, rows = matrix) =>
    recommend(ask({ practice: known, ...more }), rows, DEPARTMENTS, LEARNING)

  it('leads where nearly all alike cases were done by one department, and says how many', () => {
    const [first, second] = answer(practice(37, { cityAdmin: 34, drainage: 3 }))
    expect(first).toMatchObject({ lead: 'cityAdmin', via: 'practice', assist: [], basis: [] })
    expect(first?.reason).toEqual({
      zh: '近 37 件 92 % 由市城管局处置',
      en: 'cityAdmin disposed of 92 % of the last 37 cases.',
    })
    expect(second).toMatchObject({ lead: 'drainage', via: 'matrix' })
    expect(second?.reason.zh).toBe('职责清单按本事项由市排水中心主办；近 37 件 8 % 由市排水中心处置')
  })

  it('keeps the basis and the helpers of the row when the matrix names it too', () => {
    const [first] = answer(practice(10, { drainage: 10 }))
    expect(first).toMatchObject({ lead: 'drainage', via: 'practice', assist: ['street'] })
    expect(first?.basis).toEqual([{ scope: 'national', text: 'basis of drainage' }])
    expect(first?.reason.zh).toBe('近 10 件 100 % 由市排水中心处置；职责清单按本事项由市排水中心主办')
  })

  it.each<[string, Practice, Partial<DispatchQuestion>]>([
    ['too few cases', practice(7, { cityAdmin: 7 }), {}],
    ['too small a share', practice(10, { cityAdmin: 6, drainage: 4 }), {}],
    ['a department nobody knows', practice(20, { closedDown: 20 }), {}],
    ['a department that sent this case back', practice(20, { cityAdmin: 20 }), { returnedBy: ['cityAdmin'] }],
    ['no case at all', practice(0, {}), {}],
    ['the territory of another place', practice(20, { elsewhere: 20 }), {}],
  ])('only informs with %s', (_, known, more) => {
    expect(answer(known, more)[0]).toMatchObject({ lead: 'drainage', via: 'matrix' })
    expect(answer(known, more).map((r) => r.lead)).not.toContain('cityAdmin')
  })

  it('may name the territory of this place', () => {
    expect(answer(practice(20, { street: 20 }))[0]).toMatchObject({ lead: 'street', via: 'practice' })
  })

  it('does not outvote who owns or maintains this very component', () => {
    const owned = [row('@owner')]
    expect(answer(practice(20, { cityAdmin: 20 }), { owner: 'gas' }, owned)[0]).toMatchObject({
      lead: 'gas',
      via: 'owner',
    })
    expect(answer(practice(20, { cityAdmin: 20 }), { maintainer: 'repair' }, owned)[0]?.lead).toBe('repair')
    // Nobody knows whose it is: then practice is the better guess than the territory.
    expect(answer(practice(20, { cityAdmin: 20 }), {}, owned)[0]?.lead).toBe('cityAdmin')
  })

  it('is exact at the threshold: enough cases, enough share', () => {
    expect(answer(practice(10, { cityAdmin: 7, drainage: 3 }))[0]?.lead).toBe('cityAdmin')
    expect(answer(practice(8, { cityAdmin: 8 }))[0]?.lead).toBe('cityAdmin')
  })

  it('says of a candidate that it mostly sent such cases back', () => {
    const told = answer(practice(20, { cityAdmin: 8, police: 7, drainage: 5 }, { drainage: 9, police: 1 }))
    expect(told[0]?.reason.zh).toBe(
      '职责清单按本事项由市排水中心主办；近 20 件 25 % 由市排水中心处置；近 20 件中退回 9 件',
    )
    expect(told[0]?.reason.en).toMatch(/; it sent back 9 of the last 20\.$/)
  })

  it('is silent about one or two cases', () => {
    expect(answer(practice(2, { drainage: 2 }))[0]?.reason.zh).toBe('职责清单按本事项由市排水中心主办')
    expect(answer(practice(3, { drainage: 3 }))[0]?.reason.zh).toContain('近 3 件 100 %')
  })
})

describe('首接负责', () => {
  const flagged = (question: Partial<DispatchQuestion>, matrix: Responsibility[] = []) =>
    recommend(ask(question), matrix, DEPARTMENTS, LEARNING).flatMap((r) => (r.firstResponsible ? [r.lead] : []))

  it.each<[string, Partial<DispatchQuestion>, Responsibility[], string[]]>([
    ['nothing but the territory is known', {}, [], ['street']],
    ['the matrix knows', {}, [row('drainage')], []],
    ['the matrix names the territory', {}, [row('@territory')], []],
    ['an owner is known', { owner: 'gas' }, [], []],
    ['a maintainer is known', { maintainer: 'repair' }, [], []],
    ['one return', { returnedBy: ['drainage'] }, [row('drainage')], []],
    ['two returns', { returnedBy: ['drainage', 'police'] }, [row('drainage'), row('police')], ['street']],
    ['the street is one of the two', { returnedBy: ['drainage', 'street'] }, [row('drainage')], ['district']],
    ['every territory has returned it', { returnedBy: ['street', 'district'] }, [], ['street']],
    ['practice knows', { practice: { cases: 9, by: [{ department: 'gas', cases: 9 }], returned: [] } }, [], []],
  ])('%s', (_, question, matrix, expected) => {
    expect(flagged(question, matrix)).toEqual(expected)
  })

  it('says why', () => {
    const [first] = recommend(ask({ returnedBy: ['drainage', 'police'] }), [row('drainage')], DEPARTMENTS, LEARNING)
    expect(first).toMatchObject({ lead: 'street', firstResponsible: true, via: 'territory' })
    expect(first?.reason.zh).toBe('多个单位已回退，由属地东关街道首接负责、牵头协调')
  })
})
