// @vitest-environment happy-dom
// Lines of the palette: where they lead for whom, what fits, what is marked, what was chosen lately.
import { beforeEach, describe, expect, it } from 'vitest'
import {
  caseAddress,
  fitting,
  grouped,
  personAddress,
  pieces,
  placeAddress,
  type Line,
} from '../../../src/web/palette/lines.ts'
import { keepRecent, readRecent } from '../../../src/web/palette/recent.ts'

const line = (group: Line['group'], text: string, rest: Partial<Line> = {}): Line => ({
  key: `${group}:${text}`,
  group,
  text,
  ...rest,
})

describe('addresses', () => {
  it.each([
    ['dispatcher', '/duty/YZ-1'],
    ['collector', '/duty/YZ-1'],
    ['administrator', '/duty/YZ-1'],
    ['department', '/department/YZ-1'],
    ['leader', '/incident/YZ-1'],
  ] as const)('a case opens where %s works', (role, to) => {
    expect(caseAddress(role, 'YZ-1')).toBe(to)
  })
  it('a place moves the map of the desk, and is a question to the register elsewhere', () => {
    const area = { name: { zh: '广陵区', en: '' }, kind: 'area', area: '321002', lng: 119.4, lat: 32.4 } as const
    const address = { ...area, kind: 'address', name: { zh: '汶河南路 12 号', en: '' } } as const
    expect(placeAddress('acceptor', area, undefined)).toBe('/duty?at=119.4,32.4')
    expect(placeAddress('acceptor', area, 'YZ-1')).toBe('/duty/YZ-1?at=119.4,32.4')
    expect(placeAddress('leader', area, undefined)).toBe('/register?area=321002')
    const grid = { ...area, kind: 'grid', area: '321002001001001' } as const
    expect(placeAddress('leader', grid, undefined)).toBe('/register?area=321002001')
    expect(placeAddress('department', address, undefined)).toBe(`/register?q=${encodeURIComponent('汶河南路 12 号')}`)
  })
  it('a person is what waits for them', () => {
    const person = { account: 'a', name: '王敏', role: 'dispatcher' } as const
    expect(personAddress('dutyChief', person)).toBe('/duty?scope=open&owner=dispatcher')
    expect(personAddress('dutyChief', { ...person, role: 'department', department: 'gas' })).toBe(
      '/duty?scope=open&department=gas',
    )
    expect(personAddress('leader', { ...person, role: 'department', department: 'gas' })).toBe(
      '/register?department=gas',
    )
    expect(personAddress('dutyChief', { ...person, role: 'leader' })).toBe('/register')
  })
})

describe('words', () => {
  it('fit when the line says them all, whatever their case and width', () => {
    const lines = [line('pages', '值班台', { aside: 'Duty' }), line('pages', '案卷库')]
    expect(fitting(lines, '')).toHaveLength(2)
    expect(fitting(lines, '  ｄｕｔｙ 值班 ').map((one) => one.text)).toEqual(['值班台'])
    expect(fitting(lines, '值班 库')).toEqual([])
  })
  it('are marked wherever they stand', () => {
    expect(pieces('YZ-1 积水，又积水', 'yz 积水')).toEqual([
      { text: 'YZ', hit: true },
      { text: '-1 ', hit: false },
      { text: '积水', hit: true },
      { text: '，又', hit: false },
      { text: '积水', hit: true },
    ])
    expect(pieces('原样', '')).toEqual([{ text: '原样', hit: false }])
    // One character that becomes three in its plain form cannot be marked in place.
    expect(pieces('Ⅲ级', 'ii')).toEqual([{ text: 'Ⅲ级', hit: false }])
  })
})

describe('groups', () => {
  it('stand in one order, and what was chosen lately is not repeated', () => {
    const lines = [
      line('pages', '案卷库', { to: '/register' }),
      line('incidents', 'YZ-1', { to: '/duty/YZ-1' }),
      line('recent', 'YZ-1 积水', { to: '/duty/YZ-1' }),
      line('acts', '派遣'),
    ]
    expect(grouped(lines).map(({ group, lines: of }) => [group, of.length])).toEqual([
      ['acts', 1],
      ['recent', 1],
      ['pages', 1],
    ])
  })
})

describe('recent', () => {
  beforeEach(() => sessionStorage.clear())
  it('keeps the last six addresses of one account, the newest first, each once', () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7, 3]) keepRecent('wang', line('incidents', `第 ${n} 件`, { to: `/duty/${n}` }))
    keepRecent('wang', line('tools', '切换'))
    expect(readRecent('wang').map((one) => one.to)).toEqual([
      '/duty/3',
      '/duty/7',
      '/duty/6',
      '/duty/5',
      '/duty/4',
      '/duty/2',
    ])
    expect(readRecent('li')).toEqual([])
  })
  it('takes nothing that is not its own', () => {
    for (const kept of ['nonsense', '{}', '[null, {"text": 1}, {"text": "x", "to": "https://elsewhere"}]']) {
      sessionStorage.setItem('yiwang.palette.wang', kept)
      expect(readRecent('wang')).toEqual([])
    }
  })
})
