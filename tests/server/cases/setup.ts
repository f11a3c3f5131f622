// The real case store over the real database and the real city, with a hand-turned clock.
import type { Alarm, AlarmRule } from '../../../src/core/alarm/types.ts'
import type { ActInput } from '../../../src/core/incident/inputs.ts'
import type { Actor, Incident } from '../../../src/core/incident/types.ts'
import type { Place } from '../../../src/core/place.ts'
import { openCases } from '../../../src/server/cases/cases.ts'
import type { CaseFiles, WhenWritten } from '../../../src/server/ports.ts'
import { liveReference, type LiveReference } from '../../../src/server/catalogue/live.ts'
import { indexReference, loadReference, type LoadedReference } from '../../../src/server/reference/load.ts'
import type { Db } from '../../../src/server/store/db.ts'
import type { ActCommand } from '../../../src/wire/acts.ts'
import { openTestDb } from '../../support/db.ts'

/** A Saturday morning in Yangzhou: urgent hours run, working hours do not. */
export const START = Date.UTC(2026, 10, 21, 2)
export const HOUR = 3_600_000
export const PLACE: Place = { lng: 119.4318, lat: 32.3947, area: '321002', address: '文昌中路下穿通道' }

export const people = {
  acceptor: { id: 'shou', name: '受理员甲', role: 'acceptor' },
  dispatcher: { id: 'pai', name: '派遣员乙', role: 'dispatcher' },
  dutyChief: { id: 'zhang', name: '值班长丙', role: 'dutyChief' },
  collector: { id: 'jian', name: '监督员己', role: 'collector' },
  leader: { id: 'ling', name: '领导庚', role: 'leader' },
  paishui: { id: 'pai-shui', name: '排水丁', role: 'department', department: 'paishui' },
  chengguan: { id: 'cheng-guan', name: '城管戊', role: 'department', department: 'chengguan' },
} as const satisfies Record<string, Actor>

export interface CaseStage {
  readonly db: Db
  readonly files: LoadedReference
  readonly reference: LiveReference
  readonly clock: { at: number }
  readonly changed: (readonly Incident[])[]
  readonly cases: CaseFiles
  /** Another hub's case store on the same database. */
  another(): CaseFiles
  /** One act at the case's present version. */
  does(actor: Actor, id: string, input: ActInput): Promise<Incident>
  alarm(id: string, fingerprint?: string): Parameters<CaseFiles['fromAlarm']>[0]
  photo(id: string): Promise<string>
  stop(): Promise<void>
}

let keys = 0
export const command = (version: number, input: ActInput, key = `key-${String((keys += 1)).padStart(6, '0')}`) =>
  ({ key, version, input }) as ActCommand

export async function stageCases(options: { db?: Db; whenWritten?: WhenWritten } = {}): Promise<CaseStage> {
  const [db, loaded] = await Promise.all([options.db ?? openTestDb(), loadReference('city/yangzhou')])
  const reference = liveReference(indexReference(loaded))
  const clock = { at: START }
  const changed: (readonly Incident[])[] = []
  const { whenWritten } = options
  const open = () =>
    openCases({
      db,
      reference,
      now: () => clock.at,
      changed: (incidents) => void changed.push(incidents),
      ...(whenWritten && { whenWritten }),
    })
  const cases = open()
  const rule = reference.alarmRules.get('ponding-depth') as AlarmRule
  return {
    db,
    files: loaded,
    reference,
    clock,
    changed,
    cases,
    another: open,
    async does(actor, id, input) {
      const version = (await cases.get(id))?.version ?? 0
      return cases.act(id, command(version, input), actor)
    },
    alarm(id, fingerprint = `ponding-depth@${id}`) {
      const alarm: Alarm = {
        id,
        rule: rule.id,
        sensor: 'ponding/jx-007',
        metric: 'depthM',
        level: 2,
        value: 0.31,
        raisedAt: clock.at - 1000,
        recordedAt: clock.at,
        because: [{ kind: 'observation', id: `ponding/jx-007#depthM@${clock.at - 1000}` }],
      }
      const why = { zh: '积水深度 0.31 m，达到Ⅱ级限值', en: 'Depth 0.31 m, at level II' }
      return { alarm, rule, fingerprint, place: PLACE, sensorName: '文昌中路积水点', why, simulated: false }
    },
    async photo(name) {
      const id = Buffer.from(name.padEnd(32, '.')).toString('hex').slice(0, 64)
      await db.query
        .insertInto('photo')
        .values({ id, mime: 'image/png', bytes: Buffer.from(name), created_by: 'x', created_at: new Date(clock.at) })
        .onConflict((c) => c.doNothing())
        .execute()
      return id
    },
    stop: () => db.stop(),
  }
}
