// Every noun of the API, one file each.
import type { HttpDeps } from '../deps.ts'
import type { App } from '../provider.ts'
import { adminRoutes } from './admin.ts'
import { alarmRoutes } from './alarms.ts'
import { auditRoutes } from './audit.ts'
import { baseMapRoutes } from './baseMaps.ts'
import { boardRoutes } from './boards.ts'
import { briefFileRoutes } from './briefFiles.ts'
import { briefRoutes } from './briefs.ts'
import { bulkRoutes } from './bulk.ts'
import { cameraRoutes } from './cameras.ts'
import { catalogueRoutes } from './catalogue.ts'
import { cityRoutes } from './city.ts'
import { crewRoutes } from './crews.ts'
import { documentRoutes } from './documents.ts'
import { emergencyRoutes } from './emergencies.ts'
import { evaluationRoutes } from './evaluation.ts'
import { feedRoutes } from './feeds.ts'
import { findRoutes } from './find.ts'
import { handoverRoutes } from './handovers.ts'
import { healthRoutes } from './health.ts'
import { incidentRoutes } from './incidents.ts'
import { intakeRoutes } from './intake.ts'
import { mapRoutes } from './map.ts'
import { noticeRoutes } from './notices.ts'
import { photoRoutes } from './photos.ts'
import { planRoutes } from './plans.ts'
import { presenceRoutes } from './presence.ts'
import { qualityRoutes } from './quality.ts'
import { rosterRoutes } from './roster.ts'
import { sessionRoutes } from './session.ts'
import { settingsRoutes } from './settings.ts'
import { signRoutes } from './signs.ts'
import { snapshotRoutes } from './snapshots.ts'
import { supervisionRoutes } from './supervisions.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import { trialRoutes } from './trials.ts'
import { unitRoutes } from './units.ts'
import { wallRoutes } from './walls.ts'
import { webhookRoutes } from './webhooks.ts'

export const ROUTES: readonly ((app: App, deps: HttpDeps) => void | Promise<void>)[] = [
  sessionRoutes,
  settingsRoutes,
  rosterRoutes,
  handoverRoutes,
  cityRoutes,
  baseMapRoutes,
  snapshotRoutes,
  incidentRoutes,
  intakeRoutes,
  bulkRoutes,
  crewRoutes,
  photoRoutes,
  alarmRoutes,
  emergencyRoutes,
  planRoutes,
  signRoutes,
  qualityRoutes,
  briefRoutes,
  briefFileRoutes,
  subscriptionRoutes,
  supervisionRoutes,
  evaluationRoutes,
  feedRoutes,
  adminRoutes,
  auditRoutes,
  cameraRoutes,
  catalogueRoutes,
  trialRoutes,
  unitRoutes,
  noticeRoutes,
  presenceRoutes,
  findRoutes,
  mapRoutes,
  wallRoutes,
  boardRoutes,
  webhookRoutes,
  healthRoutes,
  documentRoutes,
]
