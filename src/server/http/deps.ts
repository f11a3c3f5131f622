// What the HTTP room is given. It owns routes, checks and answers, and decides nothing about the city.
import type { FastifyBaseLogger } from 'fastify'
import type { Text } from '../../core/text.ts'
import type { Status } from '../../wire/views.ts'
import type {
  AccountDesk,
  Audit,
  CaseFiles,
  Catalogue,
  Intake,
  Live,
  Now,
  Presence,
  Reads,
  Webhooks,
  Evaluations,
  Handovers,
  QualityDesk,
  RosterBook,
  Trials,
} from '../ports.ts'
import type { BriefRoom } from '../brief/open.ts'
import type { Bases } from '../basemap/bases.ts'
import type { Cameras } from '../cameras/cameras.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import type { EmergencyDesk, PlanDesk } from '../emergency/desk.ts'
import type { MapDesk } from '../map/desk.ts'
import type { UnitDesk } from '../units/desk.ts'
import type { WallRoom } from '../walls/open.ts'

export interface HttpOptions {
  /** Believe `X-Forwarded-*`: only behind a proxy that sets them. */
  readonly trustProxy?: boolean
  /** Origins besides our own host that browsers may act from. */
  readonly allowedOrigins?: readonly string[]
  /** Per address and minute, over all API routes. */
  readonly requestsPerMinute?: number
  readonly signInsPerMinute?: number
}

export interface HttpDeps {
  readonly cameras: Cameras
  readonly cases: CaseFiles
  readonly accounts: AccountDesk
  readonly audit: Audit
  readonly catalogue: Catalogue
  readonly emergencies: EmergencyDesk & { readonly plans: PlanDesk }
  readonly evaluations: Evaluations
  readonly webhooks: Webhooks
  readonly roster: RosterBook
  readonly handovers: Handovers
  readonly intake: Intake
  readonly live: Live
  readonly presence: Presence
  readonly reads: Reads
  readonly quality: QualityDesk
  readonly trials: Trials
  readonly units: UnitDesk
  readonly map: MapDesk
  readonly wallRoom: WallRoom
  readonly briefRoom: BriefRoom
  readonly reference: ReferenceIndex
  /** Photos only. */
  readonly db: Db
  readonly now: Now
  readonly log: FastifyBaseLogger
  readonly health: () => { readonly ready: boolean; readonly reasons: readonly Text[]; readonly status: Status }
  /** Prometheus text. */
  readonly metrics: () => Promise<string>
  readonly bases: Bases
  readonly cityFolder: string
  /** The built web application; absent while it is served by vite. */
  readonly webFolder?: string
  readonly options?: HttpOptions
}
