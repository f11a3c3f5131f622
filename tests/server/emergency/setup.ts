// Emergencies over the real database, the real city and the real case store, as one or several hubs see them; a hand-turned clock.
import { openAudit } from '../../../src/server/audit/audit.ts'
import { liveReference, type LiveReference } from '../../../src/server/catalogue/live.ts'
import { openEmergencies, type OpenEmergencies } from '../../../src/server/emergency/emergencies.ts'
import { openNotify } from '../../../src/server/notify/notify.ts'
import type { CaseFiles } from '../../../src/server/ports.ts'
import { indexReference } from '../../../src/server/reference/load.ts'
import type { EmergencyRow } from '../../../src/wire/emergencies.ts'
import type { NoticeRow } from '../../../src/wire/views.ts'
import { PLACE, people, stageCases, type CaseStage } from '../cases/setup.ts'

export const MINUTE = 60_000
export { people }

export interface Hub {
  readonly emergencies: OpenEmergencies
  readonly reference: LiveReference
  /** The view, by id. */
  readonly rows: Map<string, EmergencyRow>
  readonly errors: Error[]
}

export interface EmergencyStage extends CaseStage {
  readonly notices: NoticeRow[]
  /** A start of a hub on the same database. `cases`: another case store than the stage's own. */
  open(options?: { cases?: Pick<CaseFiles, 'get' | 'act'>; reference?: LiveReference }): Promise<Hub>
  /** A case that waits to be dispatched. */
  newCase(): Promise<string>
  /** Rounds until nothing is in hand any more. */
  settle(hub: Hub): Promise<void>
}

export async function stageEmergencies(): Promise<EmergencyStage> {
  const base = await stageCases()
  const { db, clock, files } = base
  const now = (): number => clock.at
  const audit = openAudit({ db, now })
  const notices: NoticeRow[] = []
  const show = (rows: readonly NoticeRow[]): void => void notices.push(...rows)
  const notify = openNotify({ db, reference: base.reference, now, show, onError: () => undefined })
  await notify.start()
  const hubs: Hub[] = []
  let serial = 0
  return {
    ...base,
    notices,
    async open({ cases = base.cases, reference = liveReference(indexReference(files, clock.at)) } = {}) {
      const rows = new Map<string, EmergencyRow>()
      const errors: Error[] = []
      const emergencies = await openEmergencies({
        ...{ db, reference, files, audit, cases, now, cityFolder: 'city/yangzhou' },
        ...{ showNotices: show, tellEverywhere: notify.tellEverywhere, onError: (error) => void errors.push(error) },
        show(fresh, gone) {
          for (const row of fresh) rows.set(row.id, row)
          for (const id of gone) rows.delete(id)
        },
      })
      const hub = { emergencies, reference, rows, errors }
      hubs.push(hub)
      return hub
    },
    newCase: () => base.cases.fromAlarm({ ...base.alarm(`em-${(serial += 1)}`), place: PLACE }),
    async settle({ emergencies }) {
      for (let i = 0; i < 3; i++) {
        await emergencies.round()
        await emergencies.idle()
      }
    },
    async stop() {
      for (const { emergencies } of hubs) await emergencies.stop()
      await notify.stop()
      await base.stop()
    },
  }
}
