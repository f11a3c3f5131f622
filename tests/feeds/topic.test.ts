// Topic templates of contracts: filters, matches, refusals, and the table that remembers.
import { describe, expect, it } from 'vitest'
import { TopicTable, compileTopic, filterOf, matchTopic, topicProblem } from '../../src/feeds/topic.ts'
import { contract } from './sample.ts'

it.each([
  ['water/{device}/{metric}', 'water/+/+'],
  ['/ponding/{device}', '/ponding/+'],
  ['城市/内涝/{device}/数据', '城市/内涝/+/数据'],
  ['a/+/{device}/#', 'a/+/+/#'],
  ['fixed/topic', 'fixed/topic'],
])('%s subscribes to %s', (topic, filter) => {
  expect(filterOf(contract({ topic }))).toBe(filter)
  expect(compileTopic(topic).filter).toBe(filter)
})

it.each<[string, string, object | undefined]>([
  ['water/{device}/{metric}', 'water/p-1/levelM', { device: 'p-1', metric: 'levelM' }],
  ['water/{device}/{metric}', 'water/p-1', undefined],
  ['water/{device}/{metric}', 'water/p-1/levelM/x', undefined],
  ['water/{device}/{metric}', '/water/p-1/levelM', undefined],
  ['/ponding/{device}', '/ponding/文昌阁', { device: '文昌阁' }],
  ['/ponding/{device}', 'ponding/文昌阁', undefined],
  ['城市/{device}/数据', '城市/井盖 7/数据', { device: '井盖 7' }],
  ['a/+/{device}/#', 'a/x/d/1/2/3', { device: 'd' }],
  ['a/{device}/#', 'a/d', { device: 'd' }],
  ['a/{device}/#', 'a', undefined],
  ['a/{device}', 'a/', {}],
  ['fixed/topic', 'fixed/topic', {}],
  ['fixed/topic', 'Fixed/topic', undefined],
  ['+/{device}', '$SYS/uptime', undefined],
  ['{device}/x', '$SYS/x', undefined],
])('%s and %s', (template, topic, params) => {
  expect(matchTopic(template, topic)).toEqual(params)
  expect(compileTopic(template).match(topic)).toEqual(params)
})

it.each([
  '',
  '#',
  'a/#/b',
  'a/b+',
  'a/x{device}',
  'a/{station}',
  '{device}/{device}',
  '$SYS/x',
  'yiwang/v1/view/{device}',
  'a\u0000b',
])('refuses the template «%s»', (template) => {
  expect(topicProblem(template)).toBeTypeOf('string')
  expect(() => compileTopic(template)).toThrow(/topic «/)
})

describe('TopicTable', () => {
  const a = contract({ id: 'a', topic: 'x/{device}' })
  const b = contract({ id: 'b', topic: 'x/{device}/#' })
  const c = contract({ id: 'c', topic: '/x/{device}' })

  it('finds every contract of a topic, and the same answer again', () => {
    const table = new TopicTable([a, b, c])
    expect(table.find('x/1').map((h) => [h.feed.id, h.params.device])).toEqual([
      ['a', '1'],
      ['b', '1'],
    ])
    expect(table.find('x/1')).toBe(table.find('x/1'))
    expect(table.find('/x/1').map((h) => h.feed.id)).toEqual(['c'])
    expect(table.find('nobody/knows')).toEqual([])
    expect(table.filters()).toEqual(['x/+', 'x/+/#', '/x/+'])
  })

  it('forgets the oldest answer when full, and still answers', () => {
    const table = new TopicTable([a], 2)
    const first = table.find('x/1')
    table.find('x/2')
    table.find('x/3')
    expect(table.find('x/1')).toEqual(first)
    expect(table.find('x/1')).not.toBe(first)
  })
})
