// What the rooms of the hub expect of each other. main.ts joins the concrete parts; nobody else imports across.
import type { Alarm, AlarmRule } from '../core/alarm/types.ts'
import type { DepartmentId, IncidentId, PhotoId } from '../core/ids.ts'
import type { IncidentEvent } from '../core/incident/events.ts'
import type { Actor, Incident, Role } from '../core/incident/types.ts'
import type { Report } from '../core/observe/types.ts'
import type { Place } from '../core/place.ts'
import type { Text } from '../core/text.ts'
import type { ActCommand, DeskReport } from '../wire/acts.ts'
import type { AuditKind, AuditQuery, AuditRow, ChainHead } from '../wire/audit.ts'
import type {
  CatalogueCommit,
  CatalogueDraft,
  CatalogueKind,
  CataloguePage,
  CataloguePreview,
  CatalogueVersion,
} from '../wire/catalogue.ts'
import type { Crew, CrewInput, FindQuery, Found, Presence as PresenceWord } from '../wire/desk.ts'
import type { IntakeQuestion, IntakeSuggestion } from '../wire/intake.ts'
import type {
  Evaluation,
  EvaluationCases,
  EvaluationCasesQuery,
  EvaluationQuery,
  EvaluationTrend,
  EvaluationTrendQuery,
} from '../wire/evaluation.ts'
import type { DeliveryRow, WebhookInput, WebhookRow } from '../wire/notify.ts'
import type { WarningRow } from '../wire/warnings.ts'
import type { SideRows, WallViewRows } from '../wire/sideViews.ts'
import type { Settings } from '../wire/settings.ts'
import type {
  IndicatorDetail,
  QualityPage,
  QualityQuery,
  SensorQuality,
  SignSeries,
  SignSeriesQuery,
  Trial,
  TrialQuery,
} from '../wire/signs.ts'
import type {
  Handover,
  HandoverAct,
  HandoverQuery,
  HandoverRow,
  HandoversInHand,
  Roster,
  RosterDay,
} from '../wire/shifts.ts'
import type { SheetFile, SheetFormat } from './reads/signSheet.ts'
import type { Queries } from './store/db.ts'
import type {
  Activity,
  AlikeView,
  IncidentDetail,
  IncidentPage,
  IncidentQuery,
  RejectRow,
  SensorDetail,
  Series,
  Trace,
} from '../wire/api.ts'
import type {
  AlarmRow,
  EventView,
  IncidentRow,
  IndicatorView,
  NoticeRow,
  PresenceRow,
  SensorSnapshot,
  Snapshot,
  Status,
} from '../wire/views.ts'
import type { HotSensors } from './publish/frames.ts'

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
    /** Whoever reported it left a number: the fact alone. */
    readonly callable: boolean
    readonly simulated: boolean
  }): Promise<IncidentId>
  fromDesk(report: DeskReport, place: Place, actor: Actor): Promise<Incident>
  act(id: IncidentId, command: ActCommand, actor: Actor): Promise<Incident>
  /** Does what time alone asks for: reminders, ends of suspensions. Returns how many cases changed. */
  tick(now: number): Promise<number>
  /** Open cases, those that ended after `since`, and those whose call-back is still due. */
  recent(since: number): Promise<readonly Incident[]>
  get(id: IncidentId): Promise<Incident | undefined>
}

/** Called after every commit that changed cases, in commit order per case. */
export type IncidentsChanged = (incidents: readonly Incident[]) => void

/**
 * Told of the events of one case inside the transaction that writes them: what it inserts is there exactly when they are.
 * Returns what to do once the commit stands (nothing, if it fails).
 */
export type WhenWritten = (
  query: Queries,
  change: {
    readonly before: Incident | undefined
    readonly after: Incident
    readonly events: readonly IncidentEvent[]
  },
) => Promise<(() => void) | undefined>

/** One line of the audit log. */
export interface AuditEntry {
  readonly kind: AuditKind
  readonly actor: { readonly id: string; readonly name: string; readonly role: string }
  readonly address?: string
  readonly subject: string
  readonly ok: boolean
  readonly text: Text
}

/** The audit log: append-only, chained. A line is durable before the answer it speaks of leaves the hub. */
export interface Audit {
  write(entry: AuditEntry): Promise<void>
  /** Inside a transaction of the caller: the lines are there exactly when what they speak of is. */
  writeIn(query: Queries, entries: readonly AuditEntry[]): Promise<void>
  list(query: AuditQuery): Promise<readonly AuditRow[]>
  heads(limit: number): Promise<readonly ChainHead[]>
}

/** The catalogue while the hub runs. Failures are ProblemErrors; a change is whole or not at all. */
export interface Catalogue {
  entries(kind: CatalogueKind): Promise<CataloguePage>
  history(kind: CatalogueKind, id: string): Promise<readonly CatalogueVersion[]>
  preview(draft: CatalogueDraft): Promise<CataloguePreview>
  commit(commit: CatalogueCommit, actor: Actor): Promise<{ readonly version: string }>
  /** `actor` is named in the file. */
  exportAs(format: 'xlsx' | 'json', actor: Actor): Promise<Buffer>
  /** Reads a workbook or JSON into the changes it would make; nothing is changed. */
  readImport(bytes: Buffer): Promise<CataloguePreview>
}

/** Evaluation 考核. Who asks decides what is told; failures are ProblemErrors. */
export interface Evaluations {
  evaluate(query: EvaluationQuery, actor: Actor): Promise<Evaluation>
  cases(query: EvaluationCasesQuery, actor: Actor): Promise<EvaluationCases>
  trend(query: EvaluationTrendQuery, actor: Actor): Promise<EvaluationTrend>
  /** A workbook with the same figures, and its name. */
  exportAs(query: EvaluationQuery, actor: Actor): Promise<{ readonly bytes: Buffer; readonly name: string }>
}

/** Webhooks and what was sent through them. */
export interface Webhooks {
  list(): Promise<readonly WebhookRow[]>
  /** Answers the secret, which is shown this once. */
  create(input: WebhookInput): Promise<{ readonly id: string; readonly secret: string }>
  change(id: string, input: WebhookInput): Promise<void>
  remove(id: string): Promise<void>
  /** Queues a test message. */
  test(id: string): Promise<void>
  deliveries(query: {
    readonly state?: 'waiting' | 'done' | 'dead'
    readonly webhook?: string
    readonly limit?: number
  }): Promise<readonly DeliveryRow[]>
  /** Puts a dead or done delivery back in line, with its own key. */
  replay(id: string): Promise<void>
}

/** Who has which case open at which screen. */
export interface Presence {
  say(actor: Actor, word: PresenceWord): void
  /** At sign-out. */
  leave(account: string): void
}

/** The duty roster. Failures are ProblemErrors. */
export interface RosterBook {
  /** City dates, both included; `reader` is whose being on shift is told. */
  between(from: string, to: string, reader: string): Promise<Roster>
  /** Replaces one day, whole. */
  put(day: RosterDay, actor: Actor, address: string): Promise<void>
}

/** Handovers between shifts. Failures are ProblemErrors; a signed one never changes. */
export interface Handovers {
  /** That of the running shift, made if need be; that of the shift before while it is not signed. */
  inHand(): Promise<HandoversInHand>
  get(id: string): Promise<Handover | undefined>
  list(query: HandoverQuery): Promise<readonly HandoverRow[]>
  act(id: string, act: HandoverAct, actor: Actor, address: string): Promise<Handover>
}

/** What screens may ask of the live state. */
export interface Live {
  /** Cases a viewer may see: all, or one department's. */
  incidents(department?: DepartmentId): Snapshot<IncidentRow>
  alarms(): Snapshot<AlarmRow>
  indicators(): Snapshot<IndicatorView>
  status(): Snapshot<Status>
  /** What one audience has been told, the latest first to go. */
  notices(audience: string): Snapshot<NoticeRow>
  /** Who has which case open. */
  presence(): Snapshot<PresenceRow>
  /** Warnings that stand, come or were just lifted: the same for everybody. */
  warnings(): Snapshot<WarningRow>
  /** One of the views that some pages follow while they are open. */
  side<V extends keyof SideRows>(name: V): Snapshot<SideRows[V]>
  /** As walls are sent it: nobody is named. */
  forWall<V extends keyof WallViewRows>(name: V): Snapshot<WallViewRows[V]>
  sensors(filter: { readonly district?: string; readonly kind?: string }): SensorSnapshot
  readonly hot: HotSensors
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

export interface NewAccount {
  readonly username: string
  readonly name: string
  readonly role: Exclude<Role, 'system'>
  readonly department?: DepartmentId
  readonly password: string
}

/** Accounts as their administrator and the composition root see them. Failures are ProblemErrors. */
export interface AccountDesk extends Accounts {
  /** Slowed down after five failures in a row, per account and per address. */
  signIn(username: string, password: string, address: string): Promise<{ token: string; signedIn: SignedIn }>
  /** Signs in a wall that was let in at the desk: it has no password. */
  admit(wall: string, address: string): Promise<{ token: string; signedIn: SignedIn }>
  signOut(cookieHeader: string | undefined, address?: string): Promise<void>
  /** Up to when this account has seen its notices, epoch ms; 0: never. */
  noticesSeenAt(username: string): Promise<number>
  /** Never goes back, never ahead of the hub's clock. */
  seeNotices(username: string, at: number): Promise<void>
  /** Proves that the person at the desk is who is signed in: fails as `signIn` does, and is slowed down with it. */
  prove(username: string, password: string, address: string): Promise<void>
  /** What the account has chosen for itself. */
  settings(username: string): Promise<Settings>
  /** Replaces the parts that are named, keeps the others; answers all of it. */
  changeSettings(username: string, part: Settings): Promise<Settings>
  createAccount(account: NewAccount): Promise<void>
  /** Also ends the account's sessions. */
  setPassword(username: string, password: string): Promise<void>
  setDisabled(username: string, disabled: boolean): Promise<void>
  listAccounts(): Promise<
    readonly {
      readonly username: string
      readonly name: string
      readonly role: string
      readonly department?: DepartmentId
      readonly demo: boolean
      readonly disabled: boolean
      readonly createdAt: number
    }[]
  >
  /** Answers the secret, which is not kept in readable form. */
  createGateway(name: string): Promise<string>
  /** For gateways whose secret is made elsewhere, such as the simulated city's at each start. */
  setGatewaySecret(name: string, secret: string): Promise<void>
  listGateways(): Promise<readonly { readonly name: string; readonly createdAt: number }[]>
  /** Demo accounts with their passwords, the same at each start; `file` keeps them, readable by its owner alone. */
  ensureDemoAccounts(
    list: readonly Omit<NewAccount, 'password'>[],
    file: string,
  ): Promise<readonly { username: string; name: string; role: string; password: string }[]>
  /** Demo accounts exist for sign-in only while this is true; false at first. */
  setDemoAllowed(allowed: boolean): void
  /** With no enabled administrator and no demo: makes one and answers its password, this once. */
  ensureAdministrator(): Promise<{ username: string; password: string } | undefined>
}

/** Advice while a report is being taken. */
export interface Intake {
  suggest(question: IntakeQuestion): Promise<IntakeSuggestion>
}

/** Instants of a span, epoch ms, and at most how many points. */
export interface SpanAsked {
  readonly from: number
  readonly to: number
  readonly points?: number | undefined
}

/** Questions of the screens that the rest of the hub answers. */
export interface Reads {
  sensorDetail(id: string): Promise<SensorDetail | undefined>
  /** undefined: no such sensor or metric. Without a metric, the first of its kind. */
  series(sensor: string, metric: string | undefined, asked: SpanAsked): Promise<Series | undefined>
  exportSensor(
    sensor: string,
    metric: string | undefined,
    asked: SpanAsked,
    format: SheetFormat,
    by: string,
  ): Promise<SheetFile | undefined>
  indicatorDetail(id: string, area: string | undefined): Promise<IndicatorDetail | undefined>
  indicatorSeries(id: string, asked: SignSeriesQuery): Promise<SignSeries | undefined>
  exportIndicator(id: string, asked: SignSeriesQuery, format: SheetFormat, by: string): Promise<SheetFile | undefined>
  activity(from: number, to: number, stepMs: number): Promise<Activity>
  trace(incident: IncidentId): Promise<Trace | undefined>
  rejects(feed: string): Promise<readonly RejectRow[]>
  alarmsOf(incident: IncidentId): Promise<readonly AlarmRow[]>
  searchIncidents(query: IncidentQuery): Promise<IncidentPage>
  /** A few of each kind, best first, as far as the actor may know of them. */
  find(query: FindQuery, actor: Actor): Promise<Found>
}

/** The quality of what comes in, as it was counted; with a `department`, of its own sensors alone. */
export interface QualityDesk {
  page(query: QualityQuery, department: DepartmentId | undefined): Promise<QualityPage>
  /** undefined: no such sensor. A department that does not answer for it gets a ProblemError. */
  sensor(id: string, from: number, to: number, department: DepartmentId | undefined): Promise<SensorQuality | undefined>
}

/** Rules and scales tried before they go live. */
export interface Trials {
  /**
   * What the entry would have done over the past days. Throws a ProblemError for an entry that could not stand. `gone`: whoever
   * asked went away.
   */
  run(query: TrialQuery, account: string, gone: AbortSignal): Promise<Trial>
}

/** The crews that departments keep. */
export interface Crews {
  /** Those in use first, by name; of every department when none is named. */
  crews(department?: DepartmentId): Promise<readonly Crew[]>
  /** Enters a crew or changes it. A ProblemError when the id is another department's. */
  putCrew(id: string, crew: CrewInput): Promise<Crew>
}

/** What the HTTP room needs of the case store beyond acts. */
export interface CaseFiles extends Cases, Crews {
  /** The case as it would stand after the act; refuses as `act` would, and writes nothing. */
  preview(id: IncidentId, command: ActCommand, actor: Actor): Promise<Incident>
  events(id: IncidentId): Promise<readonly EventView[]>
  reports(id: IncidentId): Promise<
    readonly {
      readonly id: string
      readonly text: string
      readonly source: string
      readonly at: number
      readonly reporter?: { readonly name?: string; readonly phone?: string }
      /** The merged case it came with, if it did; its reporter is told there alone. */
      readonly incident?: IncidentId
    }[]
  >
  /** Open cases each department leads now. */
  loads(): Promise<ReadonlyMap<DepartmentId, number>>
  /** Open cases that may be the same one, best first; none once merging is no longer possible. */
  alike(incident: Incident): Promise<readonly AlikeView[]>
  /** Departments that could lead it, best first, with what they bear now and how they did lately. */
  recommend(incident: Incident): Promise<IncidentDetail['recommendations']>
  absorbed(id: IncidentId): Promise<readonly Incident[]>
  /** True when a case that the department leads or assists shows the photo. */
  departmentMaySee(department: DepartmentId, photo: PhotoId): Promise<boolean>
}
