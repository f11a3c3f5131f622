// Which receivers hear of a notice, and how often.
import { expect, it } from 'vitest'
import { noticeDeliveries, type Hook } from '../../../src/server/notify/match.ts'
import type { NoticeRow } from '../../../src/wire/views.ts'

const notice = (audience: NoticeRow['audience'], zh: string, at = 1): NoticeRow =>
  ({ id: `${audience}/${zh}/${at}`, audience, at, level: 1, text: { zh, en: zh } }) as NoticeRow
const hook = (more: Partial<Hook>): Hook => ({
  ...{ id: 'h', name: 'h', url: 'http://127.0.0.1', form: 'yiwang', topics: ['notices'], secret: 's' },
  ...more,
})

it('the same words to several posts are one line in a group chat, and each its own for a system', () => {
  const said = [
    notice('dutyChief', '启动应急响应'),
    notice('leader', '启动应急响应'),
    notice('leader', '首报已报送'),
    notice('leader', '启动应急响应', 2),
    notice('department:paishui', '启动应急响应'),
  ]
  const of = (form: Hook['form']) => noticeDeliveries([hook({ form })], '321000', said).map(({ key }) => key)
  expect(of('yiwang')).toEqual(said.slice(0, 4).map(({ id }) => id))
  expect(of('wecom')).toEqual([said[0], said[2], said[3]].map((one) => one?.id))
  const drains = noticeDeliveries([hook({ form: 'dingtalk', department: 'paishui' })], '321000', said)
  expect(drains.map(({ key }) => key)).toEqual([said[4]?.id])
})
