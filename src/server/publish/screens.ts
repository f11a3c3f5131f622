// What all screens see: the views and the sensor frames, sent over the broker with their sequences. Decides nothing.
import type {
  AlarmRow,
  IncidentRow,
  IndicatorView,
  NoticeRow,
  PresenceRow,
  SensorSnapshot,
  Snapshot,
  Status,
  ViewMessage,
} from '../../wire/views.ts'
import type { WarningRow } from '../../wire/warnings.ts'
import { rowKey } from '../../wire/views.ts'
import { topics } from '../../wire/topics.ts'
import type { DepartmentId } from '../../core/ids.ts'
import { UNTAKEN, isTerminal } from '../../core/incident/lifecycle.ts'
import type { PublishToScreens } from '../broker/bus.ts'
import type { Frames, SensorFilter } from './frames.ts'
import { sideKey, type SideRows, type WallViewRows } from '../../wire/sideViews.ts'
import { View } from './view.ts'
import { forWall } from './wallRows.ts'

/** Ended cases stay on the lists for a day, and for as long as whoever reported them is to be called back. */
export const SHOW_ENDED_MS = 24 * 3_600_000
/** Notices of one audience stay on its screens for a week, the last of them. */
export const SHOW_NOTICES_MS = 7 * 24 * 3_600_000
export const SHOW_NOTICES = 200

export class Screens {
  private readonly all: View<IncidentRow>
  private readonly byDepartment = new Map<DepartmentId, View<IncidentRow>>()
  private readonly byAudience = new Map<string, View<NoticeRow>>()
  private readonly alarmView: View<AlarmRow>
  private readonly indicatorView: View<IndicatorView>
  private readonly statusView: View<Status>
  private readonly presenceView: View<PresenceRow>
  private readonly warningView: View<WarningRow>
  private readonly side: { readonly [V in keyof SideRows]: View<SideRows[V]> }

  private readonly walls: { readonly [V in keyof WallViewRows]: View<WallViewRows[V]> }

  constructor(
    private readonly options: {
      readonly epoch: string
      readonly now: () => number
      readonly publish: PublishToScreens
      readonly frames: Frames
    },
  ) {
    this.all = this.view(topics.view('incidents'), rowKey.incidents)
    this.alarmView = this.view(topics.view('alarms'), rowKey.alarms)
    this.indicatorView = this.view(topics.view('indicators'), rowKey.indicators)
    this.statusView = this.view(topics.view('status'), rowKey.status)
    this.presenceView = this.view(topics.view('presence'), rowKey.presence)
    this.warningView = this.view(topics.view('warnings'), rowKey.warnings)
    this.walls = {
      incidents: this.view(topics.wallView('incidents'), rowKey.incidents),
      alarms: this.view(topics.wallView('alarms'), rowKey.alarms),
      emergencies: this.view(topics.wallView('emergencies'), sideKey.emergencies),
    }
    this.side = {
      walls: this.view(topics.view('walls'), sideKey.walls),
      boards: this.view(topics.view('boards'), sideKey.boards),
      emergencies: this.view(topics.view('emergencies'), sideKey.emergencies),
    }
  }

  /** Newer versions replace older ones; an older one that comes late changes nothing. */
  showIncidents(rows: readonly IncidentRow[]): void {
    const newer = rows.filter((row) => (this.all.get(row.id)?.version ?? -1) < row.version)
    const touched = new Set<DepartmentId>()
    for (const row of newer) for (const d of concerned(this.all.get(row.id)).concat(concerned(row))) touched.add(d)
    this.all.put(newer)
    this.walls.incidents.put(newer.map(forWall.incidents))
    for (const department of touched) {
      const mine = newer.filter((row) => concerned(row).includes(department))
      const gone = newer.filter((row) => !concerned(row).includes(department)).map(rowKey.incidents)
      this.department(department).put(mine, gone)
    }
  }

  /** Nobody has taken this case on yet. */
  readonly isAwaited = (incident: string): boolean => {
    const row = this.all.get(incident)
    return row !== undefined && UNTAKEN.includes(row.state)
  }

  /** Takes cases that ended more than a day ago off the lists. */
  forgetEnded(): void {
    const before = this.options.now() - SHOW_ENDED_MS
    const ended = (rows: readonly IncidentRow[]): string[] =>
      rows.filter((r) => isEnded(r) && r.callBackDueAt === undefined && r.updatedAt < before).map(rowKey.incidents)
    const gone = ended(this.all.rows())
    this.all.put([], gone)
    this.walls.incidents.put([], gone)
    for (const view of this.byDepartment.values()) view.put([], ended(view.rows()))
  }

  /** Notices to those they are for, the oldest first; what is too many or too old leaves. */
  readonly showNotices = (rows: readonly NoticeRow[]): void => {
    for (const audience of new Set(rows.map((row) => row.audience))) {
      const view = this.audience(audience)
      const fresh = rows.filter((row) => row.audience === audience)
      const before = view.rows().filter((row) => !fresh.some((one) => one.id === row.id))
      const most = before.length + fresh.length - SHOW_NOTICES
      view.put(fresh, before.slice(0, Math.max(0, most)).map(rowKey.notices))
    }
  }

  forgetNotices(): void {
    const oldest = this.options.now() - SHOW_NOTICES_MS
    for (const view of this.byAudience.values())
      view.put(
        [],
        view
          .rows()
          .filter((row) => row.at < oldest)
          .map(rowKey.notices),
      )
  }

  readonly showAlarms = (rows: readonly AlarmRow[], gone: readonly string[]): void => {
    this.alarmView.put(rows, gone)
    this.walls.alarms.put(rows.map(forWall.alarms), gone)
  }
  readonly showIndicators = (rows: readonly IndicatorView[], gone: readonly string[]): void =>
    this.indicatorView.put(rows, gone)
  readonly showPresence = (rows: readonly PresenceRow[], gone: readonly string[]): void =>
    this.presenceView.put(rows, gone)
  readonly showWarnings = (rows: readonly WarningRow[], gone: readonly string[]): void =>
    this.warningView.put(rows, gone)
  readonly showStatus = (status: Status): void => this.statusView.put([status])

  readonly showWalls = (rows: readonly SideRows['walls'][], gone: readonly string[]): void =>
    this.side.walls.put(rows, gone)
  readonly showBoards = (rows: readonly SideRows['boards'][], gone: readonly string[]): void =>
    this.side.boards.put(rows, gone)
  readonly showEmergencies = (rows: readonly SideRows['emergencies'][], gone: readonly string[]): void => {
    this.side.emergencies.put(rows, gone)
    this.walls.emergencies.put(rows.map(forWall.emergencies), gone)
  }

  /** One of the views that some pages follow. */
  sideView<V extends keyof SideRows>(name: V): Snapshot<SideRows[V]> {
    return this.side[name].snapshot()
  }
  /** One of the views of which walls have their own. */
  wallView<V extends keyof WallViewRows>(name: V): Snapshot<WallViewRows[V]> {
    return this.walls[name].snapshot()
  }
  incidents(department?: DepartmentId): Snapshot<IncidentRow> {
    return (department === undefined ? this.all : this.department(department)).snapshot()
  }
  alarms(): Snapshot<AlarmRow> {
    return this.alarmView.snapshot()
  }
  indicators(): Snapshot<IndicatorView> {
    return this.indicatorView.snapshot()
  }
  status(): Snapshot<Status> {
    return this.statusView.snapshot()
  }
  presence(): Snapshot<PresenceRow> {
    return this.presenceView.snapshot()
  }
  warnings(): Snapshot<WarningRow> {
    return this.warningView.snapshot()
  }
  notices(audience: string): Snapshot<NoticeRow> {
    return this.audience(audience).snapshot()
  }
  sensors(filter: SensorFilter): SensorSnapshot {
    return this.options.frames.snapshot(filter)
  }

  private department(id: DepartmentId): View<IncidentRow> {
    let view = this.byDepartment.get(id)
    if (view === undefined)
      this.byDepartment.set(id, (view = this.view(topics.departmentIncidents(id), rowKey.incidents)))
    return view
  }

  /** By a post's name, or `department:<id>`. */
  private audience(name: string): View<NoticeRow> {
    let view = this.byAudience.get(name)
    if (view === undefined) {
      const department = name.startsWith('department:') ? name.slice('department:'.length) : undefined
      const topic = topics.notices(department === undefined ? { post: name } : { department })
      this.byAudience.set(name, (view = this.view(topic, rowKey.notices)))
    }
    return view
  }

  private view<R>(topic: string, keyOf: (row: R) => string): View<R> {
    const send = (message: ViewMessage<R>): void => this.options.publish(topic, JSON.stringify(message))
    return new View(this.options.epoch, keyOf, this.options.now, send)
  }
}

const concerned = (row: IncidentRow | undefined): DepartmentId[] =>
  row === undefined ? [] : [...(row.lead === undefined ? [] : [row.lead]), ...row.assist]

const isEnded = (row: IncidentRow): boolean => isTerminal(row.state)
