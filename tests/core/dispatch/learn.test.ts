// What is learned from decisions, how sure it is, and why; on a small set of sentences of our own.
import { describe, expect, it } from 'vitest'
import { createLearner, type Learner } from '../../../src/core/dispatch/learn.ts'
import { createReliability } from '../../../src/core/dispatch/reliability.ts'

const THINGS: Readonly<Record<string, readonly string[]>> = {
  noise: ['工地夜里打桩', '广场舞音响', '酒吧低音炮', '装修电钻', '喇叭叫卖'],
  water: ['水管爆裂喷水', '家里停水', '自来水发黄', '水压太小', '水表漏水'],
  road: ['路面坑洼', '井盖松动', '人行道砖翘起', '路灯不亮', '护栏倒了'],
  waste: ['垃圾桶满溢', '垃圾堆成山', '建筑垃圾乱倒', '厨余臭味', '没人清运垃圾'],
}
const PLACES = ['小区门口', '学校旁边', '菜场后面', '河边', '车站附近', '楼下', '路口']
const ENDS = ['请尽快处理', '已经三天了', '没有人管', '影响休息', '很不方便', '谢谢']

/** All sentences in an order without a pattern; every one of them once. */
const SAID = Object.entries(THINGS)
  .flatMap(([label, things]) =>
    things.flatMap((thing) =>
      PLACES.flatMap((place) => ENDS.map((end) => ({ label, text: `${place}${thing}，${end}` }))),
    ),
  )
  .map((one, at) => ({ ...one, at: (at * 7919) % 840 }))
  .sort((a, b) => a.at - b.at)

const taught = (share: number): Learner<string> => {
  const learner = createLearner<string>()
  for (const { text, label } of SAID.slice(0, share)) learner.learn(text, label)
  return learner
}
const first = (learner: Learner<string>, text: string) => learner.suggest(text)[0]

describe('learning from decisions', () => {
  it('knows nothing before the first, and says nothing about words it never met', () => {
    expect(createLearner().suggest('路面坑洼')).toEqual([])
    expect(taught(200).suggest('✦ ！')).toEqual([])
  })

  it('is right about nearly all sentences after 120 of 840', () => {
    const learner = taught(120)
    const rest = SAID.slice(120)
    const right = rest.filter(({ text, label }) => first(learner, text)?.label === label)
    expect(right.length / rest.length).toBeGreaterThan(0.95)
    expect(learner.decisions).toBe(120)
  })

  it('shows the words that spoke for it, as they stand in the text', () => {
    const found = first(taught(400), '车站附近垃圾桶满溢，谢谢')
    expect(found?.label).toBe('waste')
    expect(found?.because.join('')).toContain('垃圾')
    for (const word of found?.because ?? []) expect('车站附近垃圾桶满溢，谢谢').toContain(word)
  })

  it('answers the same for the same decisions', () => {
    expect(taught(100).suggest('河边路灯不亮')).toEqual(taught(100).suggest('河边路灯不亮'))
  })

  it('follows a leaning until decisions say otherwise', () => {
    const learner = createLearner<string>()
    const leaning = new Map([['road', 1]])
    expect(learner.suggest('井盖里喷水', { leaning })[0]).toMatchObject({ label: 'road', learned: 0, because: [] })
    for (let i = 0; i < 4; i += 1) learner.learn('井盖里喷水', 'water', leaning)
    expect(learner.suggest('井盖里喷水', { leaning })[0]?.label).toBe('water')
  })

  it('takes a decision back for another one', () => {
    const learner = taught(200)
    const text = '楼下化粪池满了往外冒'
    learner.learn(text, 'waste')
    expect(first(learner, text)?.label).toBe('waste')
    learner.correct(text, 'waste', 'sewer')
    expect(first(learner, text)?.label).toBe('sewer')
    expect(learner.decisions).toBe(201)
    expect(first(learner, '学校旁边垃圾堆成山，没有人管')?.label).toBe('waste')
  })

  it('offers only what is allowed', () => {
    const found = taught(200).suggest('路口路灯不亮', { allowed: (label) => label !== 'road' })
    expect(found.map(({ label }) => label)).not.toContain('road')
  })

  it('keeps no numbers', () => {
    const learner = createLearner<string>()
    learner.learn('回电13812345678', 'call')
    learner.learn('垃圾', 'waste')
    const told = (text: string) => learner.suggest(text)[0]
    expect(told('回电13987654321')).toEqual(told('回电13812345678'))
    expect(told('回电13812345678')?.because.join('')).not.toMatch(/\d/)
  })

  it('bears markup, emoji and ten thousand characters', () => {
    const learner = taught(100)
    expect(learner.suggest('<script>alert(1)</script>😀垃圾').length).toBeGreaterThan(0)
    expect(learner.suggest('垃圾桶满溢'.repeat(2000))[0]?.label).toBe('waste')
  })
})

describe('reliability', () => {
  it('says how often such answers were right', () => {
    const reliability = createReliability()
    for (let i = 0; i < 300; i += 1) reliability.note(0.875, i % 2 === 0)
    expect(reliability.of(0.875)).toBeCloseTo(0.5, 1)
  })
  it('never falls as the share rises, and stays within 0 and 1', () => {
    const reliability = createReliability()
    for (let i = 0; i < 400; i += 1) reliability.note((i % 20) / 20, i % 3 === 0 || i % 20 < 5)
    const shares = Array.from({ length: 101 }, (_, i) => reliability.of(i / 100))
    for (const [i, one] of shares.entries()) {
      expect(one).toBeGreaterThanOrEqual(0)
      expect(one).toBeLessThanOrEqual(1)
      expect(one).toBeGreaterThanOrEqual((shares[i - 1] ?? 0) - 1e-12)
    }
  })
  it('is not sure of anything before it has seen how such answers turn out', () => {
    expect(createReliability().of(0.99)).toBeLessThan(0.65)
  })
  it('forgets what was long ago', () => {
    const reliability = createReliability()
    for (let i = 0; i < 500; i += 1) reliability.note(0.975, false)
    for (let i = 0; i < 1500; i += 1) reliability.note(0.975, true)
    expect(reliability.of(0.975)).toBeGreaterThan(0.9)
  })
})
