// @vitest-environment happy-dom
// Feeds a department answers for: what came late is said of how much.
import '../../support/fakeHub.ts'
import { expect, it } from 'vitest'
import FeedQuality from '../../../../src/web/features/department/FeedQuality.vue'
import { useStatus } from '../../../../src/web/stores/status.ts'
import type { FeedStatus, Status } from '../../../../src/wire/views.ts'
import { T0 } from '../../../support/cases.ts'
import { openPage } from '../../support/page.ts'

const feed = (id: string, owner: string): FeedStatus => ({
  id,
  name: { zh: `接入${id}`, en: id },
  owner,
  simulated: true,
  accepted: 1_234,
  rejected: 2,
  late: 12,
  duplicates: 0,
  lastSeenAt: T0,
  state: 'live',
  reasons: {},
})

it('says how many of how many came late, of its own feeds only', async () => {
  const page = await openPage(FeedQuality, { props: { department: 'paishui' }, user: { role: 'department' } })
  const feeds = [feed('river', 'paishui'), feed('other', 'chengguan')]
  useStatus().replace([{ at: T0, feeds, simulation: { on: true } } as unknown as Status], T0)
  await page.settle()
  expect(page.text()).toContain('1,234 条中 12 条')
  expect(page.text()).not.toContain('接入other')
})
