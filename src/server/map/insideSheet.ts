// What lies inside a drawn area as a file: what was asked, when and by whom; then the rows. Writes no bytes.
import { MINUTE_MS } from '../../core/clock/calendar.ts'
import { areaM2 } from '../../core/place/polygon.ts'
import type { Text } from '../../core/text.ts'
import type { InsideList, InsideListName } from '../../wire/map.ts'
import type { IncidentRow } from '../../wire/views.ts'
import { STATE_WORDS } from '../../wire/words.ts'
import type { Cell, SignSheet } from '../reads/signSheet.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { AskedArea } from './asked.ts'

export interface SheetDeps {
  readonly reference: ReferenceIndex
  readonly now: () => number
}

const text = (zh: string, en: string): Text => ({ zh, en })
const both = ({ zh, en }: Text): string => (zh === en || en === '' ? zh : `${zh} / ${en}`)

export const LIST_WORDS: Readonly<Record<InsideListName, Text>> = {
  sensors: text('监测设备', 'Sensors'),
  incidents: text('在办案卷', 'Open cases'),
  opened: text('时段内立案上报的案卷', 'Cases opened in the window'),
  alarms: text('当前告警', 'Standing alarms'),
  reports: text('时段内的上报', 'Reports in the window'),
}
/** More points say no more to a reader; the file is not a map. */
const POINTS_SAID = 100

interface Column<R> {
  readonly head: Text
  readonly of: (row: R) => Cell
}
const column = <R>(zh: string, en: string, of: (row: R) => Cell): Column<R> => ({ head: text(zh, en), of })

export function insideSheet(
  deps: SheetDeps,
  { polygon, window, kinds }: AskedArea,
  { list, found, by }: { readonly list: InsideListName; readonly found: InsideList; readonly by: string },
): SignSheet {
  const { reference } = deps
  const clock = (at: number): string =>
    new Date(at + reference.city.utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ')
  const points = polygon.flat()
  const said = polygon.map((ring) => ring.map(([lng, lat]) => `${lng},${lat}`).join(' ')).join(' | ')
  const rows = tableOf(deps, list, found, clock)
  const told = rows.rows.length
  const about: (readonly [Text, string])[] = [
    [text('内容', 'Content'), both(LIST_WORDS[list])],
    [
      text('范围', 'Area'),
      points.length > POINTS_SAID ? `${points.length} 个点 points` : `${said}（CGCS2000 / WGS84，经度,纬度 lng,lat）`,
    ],
    [text('面积（平方公里）', 'Size (km²)'), (areaM2(polygon) / 1e6).toFixed(3)],
    [text('时段', 'Window'), window === undefined ? '当前 now' : `${clock(window.from)} – ${clock(window.to)}`],
    [
      text('设备类型', 'Kinds of sensors'),
      kinds === undefined
        ? '全部 all'
        : [...kinds].map((id) => both(reference.sensorKinds.get(id)?.name ?? text(id, id))).join('; '),
    ],
    [
      text('条数', 'Rows'),
      told < found.total ? `前 ${told} 条，共 ${found.total} 条 / first ${told} of ${found.total}` : `${told}`,
    ],
    [text('导出', 'Exported'), `${clock(deps.now())} ${by}`],
  ]
  return { name: `inside-${list}`, about, ...rows }
}

function tableOf(
  deps: SheetDeps,
  list: InsideListName,
  found: InsideList,
  clock: (at: number) => string,
): Pick<SignSheet, 'heads' | 'rows'> {
  const { reference } = deps
  const kindName = (id: string): string => both(reference.sensorKinds.get(id)?.name ?? text(id, id))
  const table = <R>(rows: readonly R[], columns: readonly Column<R>[]): Pick<SignSheet, 'heads' | 'rows'> => ({
    heads: columns.map(({ head }) => head),
    rows: rows.map((row) => columns.map(({ of }) => of(row))),
  })
  const simulated = ({ simulated }: { readonly simulated: boolean }): Cell => (simulated ? '模拟 simulated' : '')
  const place = <R extends { readonly areaName: Text; readonly lng: number; readonly lat: number }>() => [
    column<R>('区划', 'Area', ({ areaName }) => both(areaName)),
    column<R>('经度', 'Longitude', ({ lng }) => lng),
    column<R>('纬度', 'Latitude', ({ lat }) => lat),
  ]
  switch (list) {
    case 'sensors':
      return table(found.sensors ?? [], [
        column('编号', 'Id', ({ id }) => id),
        column('名称', 'Name', ({ name }) => name),
        column('类型', 'Kind', ({ kind }) => kindName(kind)),
        ...place(),
        column('告警等级', 'Alarm level', ({ level }) => level ?? null),
        column('状态', 'State', ({ silent }) => (silent ? '失联 silent' : '正常 live')),
        column('最近数据', 'Last value', ({ lastAt }) => (lastAt === undefined ? null : clock(lastAt))),
        column('来源', 'Source', simulated),
      ])
    case 'alarms':
      return table(found.alarms ?? [], [
        column('编号', 'Id', ({ id }) => id),
        column('告警', 'Alarm', ({ name }) => both(name)),
        column('等级', 'Level', ({ level }) => level),
        column('监测设备', 'Sensor', ({ sensorName, sensor }) => `${sensorName}（${sensor}）`),
        column('数值', 'Value', ({ value }) => value),
        column('单位', 'Unit', ({ unit }) => unit),
        ...place(),
        column('发生时间', 'Raised at', ({ raisedAt }) => clock(raisedAt)),
        column('案卷', 'Case', ({ incident }) => incident ?? null),
        column('来源', 'Source', simulated),
      ])
    case 'reports':
      return table(found.reports ?? [], [
        column('编号', 'Id', ({ id }) => id),
        column('渠道', 'Channel', ({ source }) => source),
        column('时间', 'At', ({ at }) => clock(at)),
        column('事项', 'Matter', ({ matter, matterName }) =>
          matterName ? `${both(matterName)} ${matter ?? ''}` : (matter ?? null),
        ),
        ...place(),
        column('案卷', 'Case', ({ incident }) => incident ?? null),
        column('来源', 'Source', simulated),
      ])
    case 'incidents':
    case 'opened':
      return table<IncidentRow>(found[list] ?? [], [
        column('编号', 'Code', ({ code }) => code),
        column('标题', 'Title', ({ title }) => both(title)),
        column('等级', 'Level', ({ level }) => level),
        column('状态', 'State', ({ state }) => both(STATE_WORDS[state])),
        column('主办单位', 'Lead department', ({ lead }) =>
          lead === undefined ? null : both(reference.departments.get(lead)?.name ?? text(lead, lead)),
        ),
        ...place<IncidentRow>(),
        column('开始时间', 'Opened at', ({ openedAt }) => clock(openedAt)),
        column('办结时间', 'Closed at', ({ closedAt }) => (closedAt === undefined ? null : clock(closedAt))),
        column('来源', 'Source', simulated),
      ])
  }
}
