// Words of the catalogue and decisions of the desk in one advice.
import { describe, expect, it } from 'vitest'
import { createAdviser } from '../../../src/core/dispatch/advise.ts'
import type { SuggestibleMatter } from '../../../src/core/dispatch/suggest.ts'

const text = (zh: string) => ({ zh, en: zh })
const MATTERS: readonly SuggestibleMatter[] = [
  {
    code: 'lamp',
    name: text('路灯异常'),
    keywords: ['路灯'],
    conditions: [
      { id: 'dark', text: text('不亮') },
      { id: 'fallen', text: text('灯杆倾倒') },
    ],
  },
  { code: 'waste', name: text('暴露垃圾'), keywords: ['垃圾'], conditions: [{ id: 'any', text: text('一处') }] },
  { code: 'sewer', name: text('污水外溢'), keywords: ['污水'], conditions: [{ id: 'any', text: text('外溢') }] },
]

describe('advice', () => {
  it('begins with the words of the catalogue', () => {
    const [best] = createAdviser().advise('文昌路路灯不亮', MATTERS)
    expect(best).toMatchObject({ matter: 'lamp', condition: 'dark', via: 'words', matched: ['路灯'], because: [] })
    expect(createAdviser().advise('你好', MATTERS)).toEqual([])
  })

  it('learns what the catalogue has no word for, and says which words', () => {
    const adviser = createAdviser()
    for (let i = 0; i < 6; i += 1) {
      adviser.learn({ text: `${i}栋化粪池满了`, matter: 'sewer', condition: 'any' }, MATTERS)
      adviser.learn({ text: `${i}栋垃圾没人收`, matter: 'waste', condition: 'any' }, MATTERS)
    }
    const [best] = adviser.advise('我们楼的化粪池满了', MATTERS)
    expect(best).toMatchObject({ matter: 'sewer', via: 'learned', matched: [] })
    expect(best?.because.join('')).toContain('化粪池')
    expect(adviser.advise('垃圾没人收', MATTERS)[0]).toMatchObject({ matter: 'waste', via: 'both' })
    expect(adviser.decisions).toBe(12)
  })

  it('learns the condition within the matter', () => {
    const adviser = createAdviser()
    for (let i = 0; i < 6; i += 1) {
      adviser.learn({ text: '路灯被车撞歪了', matter: 'lamp', condition: 'fallen' }, MATTERS)
      adviser.learn({ text: '路灯坏了黑漆漆', matter: 'lamp', condition: 'dark' }, MATTERS)
    }
    expect(adviser.advise('路口路灯被车撞歪', MATTERS)[0]?.condition).toBe('fallen')
    expect(adviser.advise('路灯晚上黑漆漆', MATTERS)[0]?.condition).toBe('dark')
  })

  it('offers no matter that is no longer in force', () => {
    const adviser = createAdviser()
    for (let i = 0; i < 4; i += 1) adviser.learn({ text: '化粪池', matter: 'sewer', condition: 'any' }, MATTERS)
    const left = MATTERS.filter(({ code }) => code !== 'sewer')
    expect(adviser.advise('化粪池', left).map(({ matter }) => matter)).not.toContain('sewer')
  })

  it('follows a case filed again under another matter', () => {
    const adviser = createAdviser()
    const said = '楼道灯坏了看不见'
    const was = { text: said, matter: 'waste', condition: 'any' }
    for (let i = 0; i < 3; i += 1) adviser.learn(was, MATTERS)
    adviser.correct(was, { text: said, matter: 'lamp', condition: 'dark' }, MATTERS)
    expect(adviser.advise(said, MATTERS)[0]).toMatchObject({ matter: 'lamp', condition: 'dark' })
    expect(adviser.decisions).toBe(3)
  })
})
