// What a report's words point at, and which words did.
import { describe, expect, it } from 'vitest'
import { type SuggestibleMatter, suggestMatter } from '../../../src/core/dispatch/suggest.ts'

const matter = (code: string, zh: string, keywords: string[], conditions: string[] = ['一般']): SuggestibleMatter => ({
  code,
  name: { zh, en: `Matter ${code}` },
  keywords,
  conditions: conditions.map((text, at) => ({ id: `${code}.${at + 1}`, text: { zh: text, en: text } })),
})
const MATTERS = [
  matter('E001', '道路积水', ['积水', '被淹', '水深'], ['积水面积大、深度超过15厘米', '下穿通道积水封闭']),
  matter('01003', '雨水井盖异常', ['井盖', '雨水井盖'], ['缺失、移位、破裂', '周边沉降']),
  matter('01002', '污水井盖异常', ['井盖', '污水井盖', '污水冒溢']),
  matter('09006', '占道经营', ['占道', '摆摊']),
  matter('M001', '燃气泄漏', ['煤气味', '燃气味', 'gas smell']),
]
const codes = (text: string) => suggestMatter(text, MATTERS).map((s) => s.matter)

describe('suggestions', () => {
  it.each<[string, string[]]>([
    ['文昌中路积水很深，车子被淹了', ['E001']],
    ['路口雨水井盖破裂翻起', ['01003', '01002']],
    ['有个井盖不见了', ['01003', '01002']],
    ['门口占道摆摊，旁边积水，井盖也坏了', ['09006', 'E001', '01003']],
    ['Strong GAS SMELL near the school', ['M001']],
    ['楼上装修太吵', []],
    ['', []],
  ])('«%s» → %o', (text, expected) => {
    expect(codes(text)).toEqual(expected)
  })

  it('shows the words, longest first, a word inside another only where it stands alone too', () => {
    expect(suggestMatter('雨水井盖坏了', MATTERS)[0]).toEqual({
      matter: '01003',
      condition: '01003.1',
      score: 4,
      weight: 6,
      matched: ['雨水井盖'],
    })
    expect(suggestMatter('雨水井盖坏了，旁边井盖也坏了', MATTERS)[0]).toMatchObject({
      score: 6,
      matched: ['雨水井盖', '井盖'],
    })
  })

  it('chooses the condition the text is closest to, else the first', () => {
    expect(suggestMatter('下穿通道积水', MATTERS)[0]?.condition).toBe('E001.2')
    expect(suggestMatter('积水深度有20厘米', MATTERS)[0]?.condition).toBe('E001.1')
    expect(suggestMatter('被淹', MATTERS)[0]?.condition).toBe('E001.1')
    expect(suggestMatter('井盖周边沉降', MATTERS)[0]?.condition).toBe('01003.2')
  })

  it('gives three at most and reads full-width letters', () => {
    const many = ['a', 'b', 'c', 'd'].map((code) => matter(code, code + '类', ['积水']))
    expect(suggestMatter('积水', many).map((s) => s.matter)).toEqual(['a', 'b', 'c'])
    expect(suggestMatter('ｇａｓ　ｓｍｅｌｌ', MATTERS).map((s) => s.matter)).toEqual(['M001'])
  })

  it('takes what happened before what it happened to, and danger before things', () => {
    const matters: SuggestibleMatter[] = [
      matter('02002', '机械停车设备异常', ['立体车库']),
      { ...matter('E009', '火灾', ['着火']), conditions: [{ id: 'fire', text: { zh: '明火', en: 'Fire' }, level: 1 }] },
      matter('06010', '暴露垃圾', ['垃圾']),
      matter('01023', '井盖异常', ['井盖']),
    ]
    const first = (text: string) => suggestMatter(text, matters)[0]?.matter
    expect(first('立体车库着火')).toBe('E009')
    expect(first('立体车库坏了')).toBe('02002')
    expect(first('井盖旁边有垃圾')).toBe('06010')
    expect(first('垃圾旁边没有井盖')).toBe('01023')
  })
})
