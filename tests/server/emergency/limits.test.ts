// Stricter limits in a whole hub: a standing alarm follows them up, over a restart of the hub, and back down after the end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { paths } from '../../../src/wire/api.ts'
import { emergencyPaths, type EmergencyDetail, type EmergencyRow } from '../../../src/wire/emergencies.ts'
import type { AlarmRow, Snapshot, Status } from '../../../src/wire/views.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'

const PASSWORD = 'Correct-horse-9'
const folder = mkdtempSync(join(tmpdir(), 'yiwang-limits-'))
let hub: TestHub | undefined
afterAll(async () => {
  await hub?.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('a standing alarm is judged by the stricter limits while the emergency runs, also by the next run of the hub', async () => {
  hub = await startTestHub({ folder })
  await hub.accounts.createAccount({ username: 'chief', name: '值班长', role: 'dutyChief', password: PASSWORD })
  let cookie = await hub.signIn('chief', PASSWORD)
  const alarms = async (): Promise<AlarmRow[]> =>
    (await hub!.get<Snapshot<AlarmRow>>(paths.snapshot('alarms'), cookie)).body.rows.filter(
      ({ rule }) => rule === 'ponding-depth',
    )
  const word = async (): Promise<string> =>
    (await hub!.get<Snapshot<Status>>(paths.snapshot('status'), cookie)).body.rows[0]?.catalogue ?? ''
  type Rules = readonly { id: string; steps: { limit: number }[] }[]
  const shownLimit = async (of: 'alarmRules' | 'relaxedRules' = 'alarmRules'): Promise<number | undefined> =>
    (await hub!.get<Record<typeof of, Rules>>(paths.city, cookie)).body[of].find(({ id }) => id === 'ponding-depth')
      ?.steps[3]?.limit
  const gateway = await hub.gateway('gw-demo')
  await gateway.publishAsync('demo/ponding/p-1', JSON.stringify({ values: { depthM: 0.32 } }), { qos: 1 })
  const [raised] = await until(async () => {
    const rows = await alarms()
    return rows[0]?.incident !== undefined && rows
  })
  expect(raised).toMatchObject({ level: 2, value: 0.32 })
  const before = await until(word)
  expect(await shownLimit('relaxedRules')).toBeUndefined()

  const { body: row } = await hub.post<EmergencyRow>(
    emergencyPaths.list,
    { plan: 'waterlogging', drill: false, incident: raised?.incident, key: 'key-limits' },
    cookie,
  )
  // 0.4 m is level Ⅰ; by 0.8 it is 0.32 m.
  await until(async () => (await alarms()).some(({ id, level }) => id === raised?.id && level === 1))
  expect(await shownLimit()).toBe(0.32)
  expect(await shownLimit('relaxedRules')).toBe(0.4)
  // Screens fetch the city anew.
  await until(async () => (await word()) !== before)
  const { tightened } = (await hub.get<EmergencyDetail>(emergencyPaths.one(row.id), cookie)).body
  expect(tightened.find(({ rule }) => rule === 'ponding-depth')?.text.zh).toBe(
    '报警上限收紧：Ⅳ级 0.05→0.04、Ⅲ级 0.15→0.12、Ⅱ级 0.27→0.216、Ⅰ级 0.4→0.32 m',
  )

  await hub.stop()
  hub = await startTestHub({ folder })
  cookie = await hub.signIn('chief', PASSWORD)
  // Judged by the stricter limits from the first on: it never fell in between.
  expect((await alarms()).map(({ id, level }) => [id, level])).toEqual([[raised?.id, 1]])
  expect(await shownLimit()).toBe(0.32)

  await hub.post(emergencyPaths.acts(row.id), { key: 'key-limits-end', act: { type: 'end', reason: '解除' } }, cookie)
  expect(await shownLimit()).toBe(0.4)
  expect(await shownLimit('relaxedRules')).toBeUndefined()
  hub.advance(2 * 60_000)
  await until(async () => (await alarms()).some(({ id, level }) => id === raised?.id && level === 2))
  expect((await hub.db.pool.query('select 1 from alarm')).rowCount).toBe(1)
}, 180_000)
