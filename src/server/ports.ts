// What the rooms of the hub expect of each other. main.ts joins the concrete parts; nobody else imports across.
import type { Alarm, AlarmRule } from '../core/alarm/types.ts'
import type { DepartmentId, IncidentId } from '../core/ids.ts'
import type { Actor, Incident } from '../core/incident/types.ts'
import type { Report } from '../core/observe/types.ts'
import type { Place } from '../core/place.ts'
import type { Text } from '../core/text.ts'
import type { ActCommand, DeskReport } from '../wire/acts.ts'
import type { AlarmRow, IncidentRow, IndicatorView, SensorSnapshot, Snapshot, Status } from '../wire/views.ts'

/** The hub's time; tests turn it by hand. */
export type Now = () => number

/** Cases: the only place that writes incidents. */
export interface Cases {
  /**
   * Opens a case for an alarm, or links the alarm to the open case with the same fingerprint.
   * Safe to repeat: the same alarm is linked once.
   */
  fromAlarm(input: {
    readonly alarm: Alarm
    readonly rule: AlarmRule
    readonly fingerprint: string
    readonly place: Place
    readonly sensorName: string
    readonly why: Text
    readonly owner?: DepartmentId
    readonly maintainer?: DepartmentId
    readonly simulated: boolean
  }): Promise<IncidentId>
  /** Opens a case for a report. Safe to repeat: the same report id opens once. */
  fromReport(input: {
    readonly reportId: string
    readonly report: Report
    readonly place: Place
    readonly simulated: boolean
  }): Promise<IncidentId>
  fromDesk(report: DeskReport, place: Place, actor: Actor): Promise<Incident>
  act(id: IncidentId, command: ActCommand, actor: Actor): Promise<Incident>
  /** Does what time alone asks for: reminders, ends of suspensions. Returns how many cases changed. */
  tick(now: number): Promise<number>
  /** Open cases, and those that ended after `since`. */
  recent(since: number): Promise<readonly Incident[]>
  get(id: IncidentId): Promise<Incident | undefined>
}

/** Called after every commit that changed cases, in commit order per case. */
export type IncidentsChanged = (incidents: readonly Incident[]) => void

/** What screens may ask of the live state. */
export interface Live {
  /** Cases a viewer may see: all, or one department's. */
  incidents(department?: DepartmentId): Snapshot<IncidentRow>
  alarms(): Snapshot<AlarmRow>
  indicators(): Snapshot<IndicatorView>
  status(): Snapshot<Status>
  sensors(filter: { readonly district?: string; readonly kind?: string }): SensorSnapshot
  /** Acknowledge, shelve or unshelve; undefined when there is no such alarm. */
  actOnAlarm(
    id: string,
    act: { act: 'acknowledge' } | { act: 'shelve'; reason: string; untilAt: number } | { act: 'unshelve' },
    actor: Actor,
  ): Promise<AlarmRow | undefined>
}

/** Who is behind a cookie. */
export interface SignedIn {
  readonly actor: Actor
  readonly demo: boolean
  readonly expiresAt: number
}

export interface Accounts {
  /** The session of a `Cookie` header value, if it is one of ours and still valid. */
  bySession(cookieHeader: string | undefined): Promise<SignedIn | undefined>
  /** True when the gateway's secret fits. Slowed down after five failures. */
  checkGateway(name: string, secret: string): Promise<boolean>
}
