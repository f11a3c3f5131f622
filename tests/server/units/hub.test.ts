// Moving units through a whole hub: announced or first heard, placed, stored once, framed for those who may see them, and forgotten.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import type { MqttClient } from 'mqtt'
import { FixFlag } from '../../../src/core/track/types.ts'
import type { AuditRow } from '../../../src/wire/audit.ts'
import { epochHash } from '../../../src/wire/frame.ts'
import { topics } from '../../../src/wire/topics.ts'
import { UNIT_DOUBTED, decodeUnitFrame, type UnitMove } from '../../../src/wire/unitFrame.ts'
import {
  UnitDetailSchema,
  UnitSnapshotSchema,
  UnitTrackSchema,
  unitPaths,
  type UnitDetail,
  type UnitSnapshot,
  type UnitTrack,
} from '../../../src/wire/units.ts'
import type { RejectRow } from '../../../src/wire/api.ts'
import { startTestHub, until, type TestHub } from '../../support/hub.ts'

const PASSWORD = 'Correct-horse-9'
let hub: TestHub
let bus: MqttClient
let fleet: MqttClient
let officer: MqttClient
const cookies: Record<string, string> = {}

const device = (id: string, feed: string, kind: string, owner: string, attributes = {}) => ({
  ...{ device: id, feed, kind, name: `${kind} ${id}`, lng: 119.42, lat: 32.39, owner, attributes },
})

beforeAll(async () => {
  hub = await startTestHub()
  for (const [username, role, department] of [
    ['anna', 'dispatcher', undefined],
    ['root', 'administrator', undefined],
    ['wall', 'wall', undefined],
    ['drains', 'department', 'paishui'],
    ['water', 'department', 'water'],
  ] as const) {
    await hub.accounts.createAccount({
      username,
      name: username,
      role,
      password: PASSWORD,
      ...(department && { department }),
    })
    cookies[username] = await hub.signIn(username, PASSWORD)
  }
  const registry = await hub.gateway('gw-registry')
  await registry.publishAsync(
    'sim/registry/devices',
    JSON.stringify({
      devices: [
        device('B1', 'sim-bus', 'bus', 'jiaotong'),
        device('V1', 'sim-fleet', 'crew', 'paishui', { crew: 'c-1' }),
        device('P1', 'sim-officer', 'patrol', 'center'),
        device('X1', 'sim-fleet', 'submarine', 'paishui'),
        device('X2', 'sim-fleet', 'crew', 'nobody'),
      ],
    }),
    { qos: 1 },
  )
  bus = await hub.gateway('gw-bus')
  fleet = await hub.gateway('gw-fleet')
  officer = await hub.gateway('gw-officer')
}, 120_000)
afterAll(() => hub.stop())

const get = async <T>(path: string, who = 'anna') => (await hub.get<T>(path, cookies[who])).body
const units = (who?: string) => get<UnitSnapshot>(unitPaths.units, who)
const row = async (id: string, who?: string) => (await units(who)).rows.find((r) => r.id === id)
const busAt = (at: number, lng: number, lat: number, more: object = {}): Promise<unknown> =>
  bus.publishAsync(
    '/hfp/v2/journey/ongoing/vp/bus/0001/B1/5/1/x',
    JSON.stringify({ VP: { tst: new Date(at).toISOString(), lat, long: lng, spd: 10, hdg: 90, ...more } }),
    { qos: 1 },
  )
const officerAt = (at: number, lng: number, lat: number): Promise<unknown> =>
  officer.publishAsync('officer/P1/position', JSON.stringify({ at, lng, lat }), { qos: 1 })
const rejects = async (feed: string): Promise<readonly RejectRow[]> =>
  get<readonly RejectRow[]>(`/api/feeds/${feed}/rejects`, 'root')

describe('moving units', () => {
  it('are there once announced, without a place until they speak; what cannot be one is refused with its reason', async () => {
    const snapshot = await units()
    expect([...Value.Errors(UnitSnapshotSchema, snapshot)]).toEqual([])
    expect(snapshot.rows.map((r) => r.id)).toEqual(['sim-bus/B1', 'sim-fleet/V1', 'sim-officer/P1'])
    expect(snapshot.rows[1]).toMatchObject({ kind: 'crew', department: 'paishui', crew: 'c-1', simulated: true })
    expect(snapshot.rows[0]?.at).toBeUndefined()
    expect((await rejects('sim-registry')).map((r) => r.reason)).toEqual(['schema', 'schema'])
  })

  it('are seen by those who may: nobody on foot on the wall, no other department’s vehicles, no feed of the desk for them', async () => {
    const ids = async (who: string) => (await units(who)).rows.map((r) => r.id)
    expect(await ids('wall')).toEqual(['sim-bus/B1', 'sim-fleet/V1'])
    expect(await ids('drains')).toEqual(['sim-bus/B1', 'sim-fleet/V1'])
    expect(await ids('water')).toEqual(['sim-bus/B1'])
    expect((await hub.get(unitPaths.unit('sim-fleet/V1'), cookies['water'])).status).toBe(404)
    expect(
      (await hub.get(unitPaths.track('sim-officer/P1', hub.now() - 1000, hub.now()), cookies['drains'])).status,
    ).toBe(404)
    expect((await hub.get(unitPaths.unit('sim-bus/B1'), cookies['wall'])).status).toBe(403)
    expect((await hub.get(unitPaths.units)).status).toBe(401)
    const screen = await hub.screen(cookies['water'] ?? '')
    await screen.subscribeAsync(topics.units('department:water'))
    for (const other of ['desk', 'wall', 'department:paishui'])
      await expect(screen.subscribeAsync(topics.units(other)), other).rejects.toThrow('Not authorized')
  })

  it('move on screens by frames that follow the snapshot, to the centimetre', async () => {
    const screen = await hub.screen(cookies['anna'] ?? '')
    const frames: { seq: number; hash: number; moves: UnitMove[] }[] = []
    screen.on('message', (_topic, payload) => {
      const moves: UnitMove[] = []
      const read = decodeUnitFrame(
        payload,
        (index, lng, lat, at, speedKmh, headingDeg, flags) =>
          void moves.push({ index, lng, lat, at, speedKmh, headingDeg, flags }),
      )
      if (read.ok) frames.push({ seq: read.header.seq, hash: read.header.epochHash, moves })
    })
    await screen.subscribeAsync(topics.units('desk'))
    const before = await units()
    const at = hub.now() - 15_000
    await busAt(at, 119.4212345, 32.3912345)
    const frame = await until(() => frames[0])
    expect(frame).toMatchObject({ seq: before.seq + 1, hash: epochHash(before.epoch) })
    expect(frame.moves).toEqual([
      { index: 0, lng: 119.4212345, lat: 32.3912345, at, speedKmh: 36, headingDeg: 90, flags: 0 },
    ])
    await busAt(at + 5_000, 119.4218, 32.3912345)
    await until(() => frames[1])
    expect(frames[1]?.seq).toBe(before.seq + 2)
    expect(await row('sim-bus/B1')).toMatchObject({
      lng: 119.4218,
      at: at + 5_000,
      speedKmh: 36,
      headingDeg: 90,
      flags: 0,
    })
  })

  it('never move back: late ones are stored, repeated ones counted, a jump is kept and doubted', async () => {
    const before = await row('sim-bus/B1')
    const at = before?.at ?? 0
    await busAt(at - 2_500, 119.4215, 32.3912345)
    await busAt(at, 119.4218, 32.3912345)
    await busAt(at - 2_500, 119.4215, 32.3912345)
    expect(await row('sim-bus/B1')).toEqual(before)
    await busAt(at + 2_000, 119.5218, 32.45)
    expect(await row('sim-bus/B1')).toEqual({ ...before, flags: UNIT_DOUBTED })
    await busAt(at + 4_000, 119.4222, 32.3912345)
    expect(await row('sim-bus/B1')).toMatchObject({ lng: 119.4222, flags: 0 })
    const stored = await hub.db.query
      .selectFrom('unit_fix')
      .innerJoin('unit', 'unit.idx', 'unit_fix.unit')
      .select(['occurred_at', 'flags'])
      .where('unit.id', '=', 'sim-bus/B1')
      .orderBy('occurred_at')
      .execute()
    expect(stored.map((s) => [s.occurred_at.getTime() - at, s.flags])).toEqual([
      [-5_000, 0],
      [-2_500, 0],
      [0, 0],
      [2_000, FixFlag.jump],
      [4_000, 0],
    ])
    expect((await rejects('sim-bus')).filter((r) => r.reason === 'duplicate')).toHaveLength(2)
  })

  it('are refused with a reason where they are nowhere, timeless, from yesterday, from tomorrow or unknown', async () => {
    const now = hub.now()
    const before = await row('sim-bus/B1')
    await busAt(now, 119.4, 132)
    await busAt(now, 119.4, 32.4, { lat: null, long: null })
    await busAt(now, 119.4, 32.4, { tst: null })
    await busAt(now - 2 * 86_400_000, 119.4, 32.4)
    await busAt(now + 600_000, 119.4, 32.4)
    await bus.publishAsync(
      '/hfp/v2/journey/ongoing/vp/bus/0001/ghost/5',
      JSON.stringify({ VP: { tst: new Date(now).toISOString(), lat: 32.4, long: 119.4 } }),
      { qos: 1 },
    )
    const reasons = (await rejects('sim-bus')).map((r) => r.reason)
    for (const reason of ['badPlace', 'badTime', 'ancient', 'future', 'unknownSensor'])
      expect(reasons).toContain(reason)
    expect(await row('sim-bus/B1')).toEqual(before)
  })

  it('come in GCJ-02 and are shown in CGCS2000; a stranger of an open feed is registered at its first fix', async () => {
    const at = Math.floor(hub.now() / 1000) * 1000
    const local = new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
    await fleet.publishAsync(
      'fleet/foreign-7/position',
      JSON.stringify({
        gpsTime: local,
        loc: { lng: 119.4184, lat: 32.3899 },
        speed: 31.5,
        direction: 271,
        accuracy: 6,
      }),
      { qos: 1 },
    )
    const stranger = await row('sim-fleet/foreign-7')
    expect(stranger).toMatchObject({
      kind: 'crew',
      name: 'foreign-7',
      department: 'center',
      at,
      speedKmh: 31.5,
      headingDeg: 271,
    })
    expect(stranger?.lng).toBeCloseTo(119.4131, 3)
    expect(await row('sim-fleet/foreign-7', 'drains')).toBeUndefined()
  })

  it('tell one unit in detail, its crew to those it concerns', async () => {
    await hub.cases.putCrew('c-1', { department: 'paishui', name: '一班', active: true })
    const detail = await get<UnitDetail>(unitPaths.unit('sim-fleet/V1'), 'drains')
    expect([...Value.Errors(UnitDetailSchema, detail)]).toEqual([])
    expect(detail).toMatchObject({
      crewName: '一班',
      cases: [],
      feed: 'sim-fleet',
      departmentName: { zh: expect.any(String) },
    })
    const moving = await get<UnitDetail>(unitPaths.unit('sim-bus/B1'))
    expect(moving.fixesPerMin).toBe(1)
  })

  it('tell the way of a unit without its jumps; the way of a person is put on record', async () => {
    const now = hub.now()
    const way = await get<UnitTrack>(unitPaths.track('sim-bus/B1', now - 3_600_000, now))
    expect([...Value.Errors(UnitTrackSchema, way)]).toEqual([])
    expect(way.fixes).toBe(5)
    expect(way.doubted).toHaveLength(1)
    expect(way.at.length).toBe(way.lng.length)
    expect(way.lengthM).toBeGreaterThan(50)
    expect(way.lengthM).toBeLessThan(200)
    await officerAt(now - 1000, 119.43, 32.395)
    expect((await get<UnitTrack>(unitPaths.track('sim-officer/P1', now - 60_000, now))).fixes).toBe(1)
    const log = await get<readonly AuditRow[]>('/api/audit?kind=personalData', 'root')
    expect(log.map((r) => r.subject)).toEqual(['sim-officer/P1'])
    expect((await hub.get(unitPaths.track('sim-bus/B1', now, now - 1), cookies['anna'])).status).toBe(400)
    expect((await hub.get(unitPaths.track('sim-bus/B1', now - 8 * 86_400_000, now), cookies['anna'])).status).toBe(400)
  })
})
