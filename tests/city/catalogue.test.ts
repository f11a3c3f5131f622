// The shipped catalogue: the national components and matters in full, former codes, who answers, and whose figures they are.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { indexReference, loadReference, type LoadedReference } from '../../src/server/reference/load.ts'

const SHARED = process.env['YIWANG_SHARED_DATA'] ?? join(import.meta.dirname, '../../../shared/data')
let city: LoadedReference

beforeAll(async () => {
  city = await loadReference(join(import.meta.dirname, '../../city/yangzhou'))
})

/** Numbers of each major in GB/T 47678.5-2026; the numbers it leaves out are in UNUSED. */
const COMPONENTS = { '01': 76, '02': 44, '03': 16, '04': 14, '05': 3 }
const EVENTS = { '06': 51, '07': 7, '08': 16, '09': 21, '10': 2 }
const UNUSED = ['01016', '06031', '07005', '09007']

/** The 54 rows of the responsibility matrix by the matters they are about. */
const ROWS = [
  '01001 01002 01003 01005 01006 01007 01008 01009 01010 01011 01012 01014 01015 01017 01018 01019 01020 01021 01022',
  '01023',
  '01004',
  'M001',
  'E001',
  'E002',
  '06013',
  '02008 02009 M005',
  '02011 02017',
  '02014',
  '09009',
  '09010 09011',
  '09012',
  '09006 09005 09001',
  '09015',
  '06029',
  '06027',
  '06020',
  '08004',
  '06014 08011',
  '06011',
  '08001',
  '06028',
  '06028',
  '06001 08016',
  '08003',
  '07003',
  '07001',
  '06010 06042',
  '06033',
  '01037',
  '04002',
  '04001',
  '06045 06022',
  'E003 M002',
  'M003',
  '06026 M013',
  '06025',
  '06046',
  'E005',
  'E004 M004',
  'E009',
  'E010',
  '01028 E006 M011',
  '10002',
  '01076 M010',
  'E007',
  'E008 M014',
  'E011',
  '10001',
  'E013',
  'E014',
  '09003',
  'E012',
] as const

const perMajor = (entries: readonly { code: string }[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { code } of entries) counts[code.slice(0, 2)] = (counts[code.slice(0, 2)] ?? 0) + 1
  return counts
}

describe('components', () => {
  it('has the 153 of the national standard, each once, named in both languages', () => {
    expect(perMajor(city.components)).toEqual(COMPONENTS)
    expect(new Set(city.components.map((c) => c.code)).size).toBe(153)
    expect(city.components.map((c) => c.code)).toEqual(city.components.map((c) => c.code).sort())
    for (const { code, name, standard, validFrom } of city.components) {
      expect([standard, validFrom], code).toEqual(['GB/T 47678.5-2026', '2026-07-01'])
      expect(name.zh, code).toMatch(/^[\p{Script=Han}（）、]+(SOS)?$/u)
      expect(name.en, code).toMatch(/^[A-Z][A-Za-z() -]+$/)
    }
    expect(new Set(city.components.map((c) => c.name.en)).size).toBe(153)
  })

  it('has a matter for each, named after it', () => {
    for (const { code, name } of city.components) {
      const matter = city.matters.find((m) => m.component === code)
      const expected = code === '01066' ? '紧急报警点异常SOS' : `${name.zh}异常`
      expect([matter?.code, matter?.name.zh]).toEqual([code, expected])
    }
  })
})

describe('matters', () => {
  const national = () => city.matters.filter((m) => m.kind === 'matter')

  it('has the 250 of the national standard, each once', () => {
    expect(perMajor(national())).toEqual({ ...COMPONENTS, ...EVENTS })
    expect(new Set(city.matters.map((m) => m.code)).size).toBe(city.matters.length)
    expect(new Set(city.matters.map((m) => m.name.zh)).size).toBe(city.matters.length)
    for (const code of UNUSED) expect(city.matters.some((m) => m.code === code)).toBe(false)
    for (const { code, component, validFrom, major } of national()) {
      expect(validFrom, code).toBe('2026-07-01')
      expect(component, code).toBe(code < '06' ? code : undefined)
      expect(major.zh, code).toBe(national().find((m) => m.code.startsWith(code.slice(0, 2)))?.major.zh)
    }
  })

  it('has national, monitored and emergency matters, each with keywords and a way to file and to close', () => {
    const count = (kind: string): number => city.matters.filter((m) => m.kind === kind).length
    expect(count('matter')).toBe(250)
    expect(count('monitored')).toBeGreaterThanOrEqual(12)
    expect(count('emergency')).toBeGreaterThanOrEqual(12)
    expect(city.matters.flatMap((m) => m.conditions).length).toBeGreaterThan(600)
    for (const { code, kind, standard, keywords, conditions } of city.matters) {
      expect(standard === 'GB/T 47678.5-2026', code).toBe(kind === 'matter')
      expect(/^\d/.test(code), code).toBe(kind === 'matter')
      expect(keywords.length, code).toBeGreaterThan(0)
      expect(conditions.length, code).toBeGreaterThan(0)
      for (const c of conditions) expect(c.source, code).toMatch(/^示例：/)
    }
  })

  it('points with each keyword at one matter: only the rubble truck is in two', () => {
    const used = new Map<string, string[]>()
    for (const { code, keywords } of city.matters)
      for (const word of keywords) used.set(word, [...(used.get(word) ?? []), code])
    expect([...used].filter(([, codes]) => codes.length > 1)).toEqual([['渣土车', ['06014', '08011']]])
  })

  const standard = join(SHARED, 'city_standards')
  it.skipIf(!existsSync(standard))('says «示例：运城» only of that city’s figures (skipped: its tables are absent)', () => {
    const units = { urgentHour: '紧急工作时', workHour: '小时', workDay: '天', naturalDay: '紧急工作日' }
    const limits = new Map<string, string[]>()
    for (const [kind, file] of [
      ['matter', 'yuncheng_events.csv'],
      ['component', 'yuncheng_parts.csv'],
    ] as const)
      for (const line of readFileSync(join(standard, file), 'utf8').split(/\r?\n/).slice(1)) {
        const fields = line.split(',')
        const [major, , minor] = fields
        const key = `${kind} ${major?.padStart(2, '0')}${minor?.padStart(2, '0')}`
        limits.set(key, [...(limits.get(key) ?? []), fields.at(-1) ?? ''])
      }
    // Two figures stand under other numbers there: 桥体、楼体亮化 and 管道破裂导致路面塌陷.
    const elsewhere = ['01039 content', 'E002 repair']
    let compared = 0
    for (const { kind, code, becomes } of city.formerCodes) {
      const theirs = limits.get(`${kind} ${code}`)
      const matter = city.matters.find((m) => m.code === becomes?.code)
      if (theirs === undefined || matter === undefined) continue
      for (const { id, limit, source } of matter.conditions) {
        if (source !== '示例：运城' || elsewhere.includes(`${matter.code} ${id}`)) continue
        compared++
        const ours = `${limit.amount}${units[limit.unit]}`
        const found = theirs.some((one) => one.startsWith(ours) || one.startsWith(ours.replace('小时', '工作时')))
        expect(found, `${matter.code} ${id} ${ours}: ${theirs.join()}`).toBe(true)
      }
    }
    expect(compared).toBeGreaterThan(250)
  })

  it.each([
    ['01002', 'missing', 2, 'urgentHour'],
    ['01006', 'broken', 1, 'workDay'],
    ['06001', 'building', 2, 'naturalDay'],
    ['06001', 'built', 15, 'workDay'],
    ['06010', 'litter', 4, 'workHour'],
    ['06012', 'dirty', 2, 'workHour'],
    ['06022', 'felling', 1, 'urgentHour'],
    ['09006', 'stall', 2, 'urgentHour'],
    ['E002', 'fence', 2, 'urgentHour'],
    ['E003', 'burst', 1, 'urgentHour'],
    ['M001', 'area', 2, 'urgentHour'],
  ])('gives %s %s the limit of the reference set: %d %s', (matter, condition, amount, unit) => {
    const found = indexReference(city).conditionOf(matter, condition)
    expect(found?.limit).toEqual({ amount, unit })
    expect(found?.source).toBe('示例：运城')
  })

  it('has somebody to lead every condition of every matter, on a legal basis', () => {
    const departments = new Set(city.departments.map((d) => d.id))
    for (const { code, conditions } of city.matters)
      for (const { id } of conditions) {
        const row =
          city.responsibilities.find((r) => r.matter === code && r.condition === id && r.area === undefined) ??
          city.responsibilities.find((r) => r.matter === code && r.condition === undefined && r.area === undefined)
        expect(row?.basis.length, `${code} ${id}`).toBeGreaterThan(0)
        expect(row?.lead.startsWith('@') === true || departments.has(row?.lead ?? ''), `${code} ${id}`).toBe(true)
      }
  })

  it.each(ROWS.map((codes, i) => [i + 1, codes] as const))('answers for row %d of the matrix: %s', (_row, codes) => {
    for (const code of codes.split(' '))
      expect(
        city.responsibilities.some((r) => r.matter === code && r.condition === undefined && r.area === undefined),
        code,
      ).toBe(true)
  })

  it('leads what nobody is known to own by its owner or its territory', () => {
    const leads = (code: string): string | undefined =>
      city.responsibilities.find((r) => r.matter === code && r.condition === undefined && r.area === undefined)?.lead
    for (const code of ['01021', '01022', '01033', '01040', '02042', '10002']) expect(leads(code), code).toBe('@owner')
    for (const code of ['01023', '01034', '01058']) expect(leads(code), code).toBe('@territory')
  })

  it('marks only articles that were read as checked, and names local law too', () => {
    const all = city.responsibilities.flatMap((r) => r.basis)
    expect(all.some((b) => b.scope === 'local')).toBe(true)
    for (const b of all.filter((one) => one.scope === 'local')) expect(b.checked).toBeUndefined()
    const read = all.filter((b) => b.checked !== undefined).length
    expect(read).toBeGreaterThan(10)
    expect(read).toBeLessThan(all.length / 2)
  })
})

describe('former codes', () => {
  const of = (standard: string, kind: string) =>
    city.formerCodes.filter((f) => f.standard === standard && f.kind === kind)

  it('resolves every code that was not broken up, and says why of those that were', () => {
    const index = indexReference(city)
    for (const { standard, kind, code, name, becomes, note } of city.formerCodes) {
      const now = index.formerCode(standard, kind, code)
      if (becomes === undefined) expect([now, (note ?? '').length > 8], `${standard} ${code} ${name}`).toEqual([undefined, true])
      else expect(index.matters.has(now ?? ''), `${standard} ${code} ${name}`).toBe(true)
    }
  })

  it('keeps the minor number of the 2013 edition’s events, under the new major', () => {
    const majors: Record<string, string> = { '01': '06', '02': '07', '03': '08', '04': '09' }
    const events = of('GB/T 30428.2-2013', 'matter')
    expect(events.length).toBeGreaterThan(70)
    for (const { code, becomes } of events) {
      const major = majors[code.slice(0, 2)]
      if (major !== undefined && becomes !== undefined) expect(becomes.code).toBe(`${major}0${code.slice(2)}`)
    }
    // Retired with the edition.
    for (const code of ['0131', '0205']) expect(events.find((e) => e.code === code)?.becomes).toBeUndefined()
  })

  it('knows the components of 2013 and the list of 2007', () => {
    expect(of('GB/T 30428.2-2013', 'component').length).toBeGreaterThan(100)
    expect(of('CJ/T 214-2007', 'component').length).toBeGreaterThan(75)
    expect(of('CJ/T 214-2007', 'matter').map((f) => f.code)).toEqual(
      Array.from({ length: 18 }, (_, i) => `SJ01${String(i + 1).padStart(2, '0')}`),
    )
    const index = indexReference(city)
    // The same digits mean other things: a job for the table, never for the digits.
    expect(index.formerCode('CJ/T 214-2007', 'component', 'BJ0118')).toBe('01037')
    expect(index.formerCode('GB/T 30428.2-2013', 'component', '0118')).toBe('01018')
  })

  it('claims no more than was read: only what is gone is stated, the rest derived', () => {
    for (const { code, becomes, sure } of city.formerCodes) if (sure === 'stated') expect(becomes, code).toBeUndefined()
  })
})

describe('the loop', () => {
  it('has the desk’s limits and the window for alike cases, and says whose they are', () => {
    const { stages, alike, source } = city.loop
    expect(stages).toEqual({
      filing: { amount: 0.5, unit: 'urgentHour' },
      dispatch: { amount: 0.5, unit: 'urgentHour' },
      check: { amount: 2, unit: 'urgentHour' },
    })
    expect([alike.withinM, alike.withinHours]).toEqual([50, 24])
    expect(source).toMatch(/^示例：.*由城市自定$/)
  })
})
