// Briefs over the real store, the real cases and the real city, with a hand-turned clock and hubs that may fail in the middle.
import type { Actor } from '../../../src/core/incident/types.ts'
import { openAudit } from '../../../src/server/audit/audit.ts'
import { openBriefs, type OpenBriefs } from '../../../src/server/brief/briefs.ts'
import { changedSince, findCorrections } from '../../../src/server/brief/corrections.ts'
import type { OnIssued } from '../../../src/server/brief/desk.ts'
import { evidenceOf } from '../../../src/server/brief/evidence.ts'
import type { FactsDeps } from '../../../src/server/brief/facts.ts'
import { openScreens } from '../../../src/server/notify/tell.ts'
import type { Audit } from '../../../src/server/ports.ts'
import type { BriefAct, BriefView } from '../../../src/wire/briefs.ts'
import type { NoticeRow } from '../../../src/wire/views.ts'
import { stageCases, type CaseStage } from '../cases/setup.ts'

export const DAY = 86_400_000
export const MINUTE = 60_000
/** Instant of a city time, `2026-11-22 07:30`. */
export const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)

export interface Hub {
  readonly briefs: OpenBriefs
  readonly told: NoticeRow[]
  readonly issued: BriefView[]
  /** While set, the audit log fails so many writes: in the middle of the transaction. */
  failures: number
}

export interface BriefStage extends CaseStage {
  hub(options?: { onIssued?: OnIssued }): Hub
  /** One act at the version that stands, unless said otherwise. */
  act(
    hub: Hub,
    key: string,
    act: BriefAct,
    actor: Actor,
    more?: { version?: number; key?: string },
  ): Promise<BriefView | undefined>
  /** An indicator's value, so that the hub knew something of the time. */
  knew(at: number): Promise<void>
}

let keys = 0
export const newKey = (): string => `brief-key-${String((keys += 1)).padStart(6, '0')}`

export async function stageBriefs(): Promise<BriefStage> {
  const base = await stageCases()
  const { db, reference, clock, cases } = base
  const now = () => clock.at
  const real = openAudit({ db, now })
  const hub: BriefStage['hub'] = ({ onIssued } = {}) => {
    const facts: FactsDeps = {
      ...{ db, reference, now, simulation: false },
      feeds: () => [],
      supervised: () => Promise.resolve([]),
      shifts: () => Promise.resolve([]),
    }
    const opened: Hub = {
      told: [],
      issued: [],
      failures: 0,
      briefs: openBriefs({
        ...{ db, reference, now, facts, cases },
        audit: {
          async writeIn(...args: Parameters<Audit['writeIn']>) {
            if (opened.failures > 0) {
              opened.failures -= 1
              throw new Error('the power went')
            }
            await real.writeIn(...args)
          },
        },
        tell: openScreens((rows) => opened.told.push(...rows)),
        onIssued: [(brief) => void opened.issued.push(brief), ...(onIssued ? [onIssued] : [])],
        log: { error: () => undefined },
        corrections: {
          find: (issued, filter) => findCorrections(facts, issued, filter),
          changed: (issued, since) => changedSince(facts, issued, since),
        },
        evidence: (brief, figure, filter) => evidenceOf(facts, brief, figure, filter),
      }),
    }
    return opened
  }
  return {
    ...base,
    hub,
    async act(one, key, act, actor, { version, key: command = newKey() } = {}) {
      const seen = version ?? (await one.briefs.get(key, { id: 'x', role: 'dutyChief' }))?.version ?? 0
      return one.briefs.act(key, { key: command, version: seen, act }, actor, '10.0.0.1')
    },
    async knew(instant) {
      const [indicator] = reference.indicators.keys()
      await db.pool.query(
        `insert into indicator_value (indicator, area, at, value, coverage, simulated) values ($1, $2, to_timestamp($3), 1, 1, false)`,
        [indicator, reference.city.code, instant / 1000],
      )
    },
  }
}
