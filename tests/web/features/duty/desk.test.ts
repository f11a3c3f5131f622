// @vitest-environment happy-dom
// Alarms at the desk: what is sent, and what is asked for first.
import { answer, askedOf } from '../../support/fakeHub.ts'
import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { AlarmActSchema } from '../../../../src/wire/acts.ts'
import type { AlarmRow } from '../../../../src/wire/views.ts'
import AlarmStrip from '../../../../src/web/features/duty/AlarmStrip.vue'
import { useAlarms } from '../../../../src/web/stores/alarms.ts'
import { HOUR, T0 } from '../../../support/cases.ts'
import { alarm } from '../../support/alarms.ts'
import { axeFindings, openPage } from '../../support/page.ts'

describe('alarm strip', () => {
  async function strip(rows: AlarmRow[], mayAct = true) {
    const page = await openPage(AlarmStrip, { props: { mayAct } })
    useAlarms().replace(rows, T0)
    await page.settle()
    return page
  }

  it('holds the worst at hand, and leaves out what is acknowledged, cleared or shelved', async () => {
    const page = await strip([
      alarm('a'),
      alarm('b', { level: 1 }),
      alarm('c', { level: 1, acknowledgedAt: T0 }),
      alarm('d', { level: 1, clearedAt: T0 }),
      alarm('e', { level: 1, shelvedUntil: T0 + HOUR }),
    ])
    expect(page.text()).toContain('测点 b')
    expect(page.text()).toContain('已搁置 1')
    await page.press(/^全部告警/)
    expect(page.buttons().filter((b) => b.startsWith('确认'))).toEqual(['确认：测点 b', '确认：测点 a'])
  })
  it('acknowledges', async () => {
    answer('POST /api/alarms/a/acts', () => ({ body: {} }))
    const page = await strip([alarm('a')])
    await page.press('确认：测点 a')
    expect(askedOf('POST /api/alarms/a/acts')[0]?.body).toEqual({ act: 'acknowledge' })
  })
  it('shelves with a reason and an end, and asks for the reason first', async () => {
    answer('POST /api/alarms/a/acts', () => ({ body: {} }))
    const page = await strip([alarm('a')])
    await page.press('搁置：测点 a')
    await page.press('搁置')
    expect(page.text()).toContain('请写明理由')
    await page.type('理由', '检修中')
    await page.press('搁置')
    const body = askedOf('POST /api/alarms/a/acts')[0]?.body
    expect(body).toEqual({ act: 'shelve', reason: '检修中', untilAt: T0 + HOUR })
    expect(Value.Check(AlarmActSchema, body)).toBe(true)
  })
  it('is to read only for those who may not act', async () => {
    const page = await strip([alarm('a')], false)
    expect(page.buttons().filter((b) => b.includes('确认'))).toEqual([])
  })
  it('axe finds nothing', async () => {
    const page = await strip([alarm('a'), alarm('b')])
    await page.press(/^全部告警/)
    expect(await axeFindings()).toEqual([])
  })
})
