// What changed since a reader last looked: at most eight sentences, each figure spelt in its sentence.
import { describe, expect, it } from 'vitest'
import { cut } from '../../../src/core/brief/layout.ts'
import { composeSince, type SinceCase, type SinceFacts } from '../../../src/core/brief/since.ts'

const text = (zh: string) => ({ zh, en: `en ${zh}` })
const NONE: SinceFacts = {
  ...{ since: 1000, asOf: 9000, opened: [], escalated: [], closed: [], indicators: [], supervised: [], overdue: [] },
  corrections: [],
}
const caseOf = (id: string, level: SinceCase['level'], at = 2000): SinceCase => ({
  ...{ id, level, at, title: text(`案卷${id}`), areaName: text('广陵区') },
})
const sign = (was: 1 | 2 | 3 | undefined, is: 1 | 2 | 3 | undefined, id = 'pm25') => ({
  ...{ id, name: text('细颗粒物'), unit: 'ug/m3', decimals: 1, value: 85.04, at: 8000 },
  ...(was !== undefined && { was }),
  ...(is !== undefined && { is }),
})
const textOf = (facts: Partial<SinceFacts>): string[] => composeSince({ ...NONE, ...facts }).map((s) => s.text.zh)

describe('what changed', () => {
  it('nothing: says nothing', () => {
    expect(composeSince(NONE)).toEqual([])
  })
  it('names three, the gravest first, and counts all', () => {
    const opened = [caseOf('a', 2), caseOf('b', 1), caseOf('c', 2, 3000), caseOf('d', 2, 2500)]
    const [one] = composeSince({ ...NONE, opened })
    expect(one?.text.zh).toBe('新增重大案卷4件：案卷b（广陵区，Ⅰ级）、案卷c（广陵区，Ⅱ级）、案卷d（广陵区，Ⅱ级）等。')
    expect(one).toMatchObject({ level: 1, figures: [{ value: 4, unit: '件' }] })
    expect(one?.sources.map((s) => s.id)).toEqual(['b', 'c', 'd', 'a'])
  })
  it.each<[string, Partial<SinceFacts>, string]>([
    ['worse', { indicators: [sign(undefined, 2)] }, '转差的城市体征1项：细颗粒物由正常转为Ⅱ级，现85.0 μg/m³。'],
    ['better', { indicators: [sign(1, 3)] }, '好转的城市体征1项：细颗粒物由Ⅰ级转为Ⅲ级，现85.0 μg/m³。'],
    [
      'moved',
      { supervised: [{ id: 's', title: text('整治'), leadName: text('城管'), move: 'signed', at: 2 }] },
      '有动态的督办事项1项：《整治》（城管）已签收。',
    ],
    [
      'corrected',
      {
        corrections: [
          {
            ...{ brief: '2026-11-20', title: text('日报'), was: 12, is: 13, noticedAt: 5000 },
            figure: { key: 'n', unit: '件', definition: text('受理数') },
          },
        ],
      },
      '已阅简报的更正1处：日报「受理数」由12件更正为13件。',
    ],
    [
      'gone',
      {
        corrections: [
          {
            ...{ brief: '2026-11-20', title: text('日报'), was: 12, noticedAt: 5000 },
            figure: { key: 'n', unit: '件', definition: text('受理数') },
          },
        ],
      },
      '已阅简报的更正1处：日报「受理数」12件已无从复核。',
    ],
  ])('%s', (_name, facts, zh) => {
    expect(textOf(facts)).toEqual([zh])
  })
  it('is never more than eight sentences, and every figure stands in its sentence', () => {
    const many = Array.from({ length: 12 }, (_, i) => caseOf(`x${i}`, 2, i))
    const matter = { id: 's', title: text('整治'), leadName: text('城管'), move: 'given' as const, at: 2 }
    const figure = { key: 'n', unit: '件', definition: text('受理数') }
    const all = composeSince({
      ...NONE,
      ...{ opened: many, escalated: many, closed: many, supervised: [matter], overdue: [matter] },
      indicators: [sign(undefined, 1, 'a'), sign(1, undefined, 'b')],
      corrections: [{ brief: 'b', title: text('日报'), figure, was: 12, is: 13, noticedAt: 5000 }],
    })
    expect(all).toHaveLength(8)
    for (const { text: words, figures } of all) expect(cut(words.zh, figures).unspoken).toEqual([])
  })
})
