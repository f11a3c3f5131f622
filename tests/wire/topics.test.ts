// Hub topics: built and parsed in one place, and nothing else is taken for one.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VIEWS, WALL_VIEWS, isHubTopic, parseTopic, topics } from '../../src/wire/topics.ts'

test.each([
  [topics.view('incidents'), 'yiwang/v1/view/incidents'],
  [topics.departmentIncidents('water'), 'yiwang/v1/view/department/water/incidents'],
  [topics.notices({ post: 'dutyChief' }), 'yiwang/v1/view/post/dutyChief/notices'],
  [topics.notices({ department: 'water' }), 'yiwang/v1/view/department/water/notices'],
  [topics.frame('321003', 'ponding'), 'yiwang/v1/frame/321003/ponding'],
  [topics.frames('+', 'ponding'), 'yiwang/v1/frame/+/ponding'],
  [topics.everything, 'yiwang/v1/#'],
])('%s', (built, expected) => {
  expect(built).toBe(expected)
})

describe('parse', () => {
  // Notices are told to one audience each; nobody may read them all.
  test.each(VIEWS.filter((name) => name !== 'notices'))('view %s', (name) => {
    expect(parseTopic(topics.view(name))).toEqual({ type: 'view', name })
  })
  test('a department’s cases', () => {
    expect(parseTopic(topics.departmentIncidents('water'))).toEqual({
      type: 'departmentIncidents',
      department: 'water',
    })
  })
  test('notices of a post, of a department, and of nobody in general', () => {
    expect(parseTopic(topics.notices({ post: 'acceptor' }))).toEqual({ type: 'postNotices', post: 'acceptor' })
    expect(parseTopic(topics.notices({ department: 'water' }))).toEqual({
      type: 'departmentNotices',
      department: 'water',
    })
    expect(parseTopic(topics.view('notices'))).toBeUndefined()
  })
  test('frames of any area and kind', () => {
    const level = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/)
    fc.assert(
      fc.property(level, level, (area, kind) => {
        expect(parseTopic(topics.frame(area, kind))).toEqual({ type: 'frame', area, kind })
      }),
    )
  })
  test('a subscription filter keeps its +', () => {
    expect(parseTopic(topics.frames('+', 'ponding'))).toEqual({ type: 'frame', area: '+', kind: 'ponding' })
  })
  test.each([
    '',
    'yiwang',
    'yiwang/v1',
    'yiwang/v1/',
    'yiwang/v2/view/incidents',
    '/yiwang/v1/view/incidents',
    'yiwang/v1/view',
    'yiwang/v1/view/other',
    'yiwang/v1/view/incidents/more',
    'yiwang/v1/view/department/water',
    'yiwang/v1/view/department/water/alarms',
    'yiwang/v1/view/department/water/incidents/more',
    'yiwang/v1/frame/321003',
    'yiwang/v1/frame/321003/ponding/more',
    'yiwang/v1/#',
    'yiwang/v1/frame//ponding',
    'yiwang/v1/frame/321003/',
    'yiwang/v1/view/department//incidents',
    'yiwang/v1/view/incidents/',
    'city/sensors/view/incidents',
  ])('%j is none of ours', (topic) => {
    expect(parseTopic(topic)).toBeUndefined()
  })
  test('any text is either none of ours or under the root', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `yiwang/v1/${s}`),
        ),
        (topic) => {
          if (parseTopic(topic) !== undefined) expect(isHubTopic(topic)).toBe(true)
        },
      ),
    )
  })
})

test.each([
  ['yiwang/v1', true],
  ['yiwang/v1/view/incidents', true],
  ['yiwang/v1/anything', true],
  ['yiwang/v10/view/incidents', false],
  ['yiwang/v1x', false],
  ['/yiwang/v1/view/incidents', false],
  ['device/yiwang/v1', false],
])('isHubTopic(%j) is %j', (topic, expected) => {
  expect(isHubTopic(topic)).toBe(expected)
})

describe('views of walls', () => {
  test.each(WALL_VIEWS)('%s', (name) => {
    expect(topics.wallView(name)).toBe(`yiwang/v1/view/post/wall/${name}`)
    expect(parseTopic(topics.wallView(name))).toEqual({ type: 'wallView', name })
  })
  test('are those of walls alone', () => {
    expect(parseTopic('yiwang/v1/view/post/dutyChief/incidents')).toBeUndefined()
    expect(parseTopic('yiwang/v1/view/post/wall/presence')).toBeUndefined()
    expect(parseTopic('yiwang/v1/view/post/wall/+')).toBeUndefined()
  })
})
