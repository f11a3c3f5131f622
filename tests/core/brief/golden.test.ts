// What two days read like, word for word: the page an editor signs. A change here is a change of wording, on purpose or not.
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import type { BriefFacts } from '../../../src/core/brief/types.ts'
import { CALM, EMPTY, FROM, STORM } from './days.ts'

type Line = readonly [id: string, zh: string, en: string]
const read = (facts: BriefFacts): Line[] => composeBrief(facts).statements.map((s) => [s.id, s.text.zh, s.text.en])
const line = (facts: BriefFacts, id: string) =>
  read(facts)
    .find(([one]) => one === id)
    ?.slice(1)

// prettier-ignore
const CALM_PAGE: Line[] = [
  ['verdict', '10月13日全市运行总体平稳：新增案卷2件，结案2件。', 'The city ran steadily on 13 Oct: 2 new cases, 2 closed.'],
  ['changes.cases', '与前一日相比：新增案卷2件，减少2件；结案2件，持平。', 'Against the day before: new cases 2, 2 fewer; closed 2, unchanged.'],
  ['changes.lights', '亮灯率99.4%，比前一日同一时刻上升1.5个百分点，好转。', 'Street lights in order 99.4%, up 1.5 percentage points on the same hour of the day before, better.'],
  ['incidents.none', '当日无Ⅰ级、Ⅱ级和督办案卷，较重的如下。', 'No case of level I or II or under supervision; the most serious are these.'],
  ['incidents.YZ-20261013-000002', '16:00，广陵区东关街道文昌中路发生雨水井盖异常（Ⅲ级）。市排水管理中心主办，限10月14日16:20前处置，目前处置中。', 'Storm manhole cover, Wenchang Middle Road, Dongguan, Guangling, 16:00 (level III). Drainage Centre leads, due by 16:20 on 14 Oct; now being handled.'],
  ['incidents.YZ-20261013-000001', '09:10，广陵区东关街道皮市街发生占道经营（Ⅳ级）。市城管局主办，限11:25前处置，已于10:40处置完毕并结案。', 'Street vending, Pishi Street, Dongguan, Guangling, 09:10 (level IV). City Management Bureau leads, due by 11:25; disposed of at 10:40, closed.'],
  ['vitals.aqi', '空气质量指数42（当日最低30、最高51）。', 'Air quality index 42 (low 30, high 51).'],
  ['vitals.lights', '亮灯率99.4%（当日最低98.8、最高99.6，覆盖率98.4%）。', 'Street lights in order 99.4% (low 98.8, high 99.6, coverage 98.4%).'],
  ['vitals.rain-1h', '最大小时雨量0.0 mm。', 'Highest rain in an hour 0.0 mm.'],
  ['cases.flow', '新增案卷2件，立案2件，派遣2件，结案2件；期末在办1件。', 'New cases 2, filed 2, dispatched 2, closed 2; 1 open at the end of the day.'],
  ['cases.onTime', '应处置2件，按期处置2件，按期处置率100%。', 'Due 2, on time 2, an on-time rate of 100%.'],
  ['hotline.channels', '新增案卷来源：12345热线1件、巡查1件。', 'Where new cases came from: 1 from the 12345 hotline and 1 from patrols.'],
  ['hotline.matters', '12345热线转来1件，涉及占道经营1件。', 'The 12345 hotline brought 1 case, about: Street vending 1.'],
  ['watch.due', '一日之内到期1件：文昌中路 雨水井盖异常（市排水管理中心，限10月14日16:20）。', '1 case due within a day: Storm manhole cover · Wenchang Middle Road (Drainage Centre, due by 16:20 on 14 Oct).'],
  ['quality.feeds', '数据接入2路，均正常。', 'Feeds: 2, all delivering.'],
  ['quality.rejects', '收到数据1052条，拒收0条。', '1052 inputs taken, 0 refused.'],
  ['quality.coverage', '城市体征3项，数据均有效。', '3 vital signs, all known.'],
]

// prettier-ignore
const STORM_PAGE: Line[] = [
  ['verdict', '10月13日全市运行形势严峻：Ⅰ级案卷1件在办，1项体征达Ⅰ级，Ⅱ级案卷2件在办，Ⅰ级告警1条未解除；新增案卷6件，结案1件。', 'The city was under serious strain on 13 Oct: 1 level I case open, 1 indicator at level I, 2 level II cases open, 1 level I alarm standing; 6 new cases, 1 closed.'],
  ['changes.cases', '与前一日相比：新增案卷6件，减少6件（50%）；结案1件，前一日为零。', 'Against the day before: new cases 6, 6 fewer (50%); closed 1, none the day before.'],
  ['changes.ponding-max', '最深积水0.31 m，前一日同一时刻为零，变差。', 'Deepest ponding 0.31 m, none at the same hour of the day before, worse.'],
  ['changes.traffic-index', '交通运行指数6.4，比前一日同一时刻上升3.2，变差。', 'Traffic index 6.4, up 3.2 on the same hour of the day before, worse.'],
  ['changes.pm25', 'PM2.5平均浓度18 μg/m³，比前一日同一时刻下降12 μg/m³（40%），好转。', 'Mean PM2.5 18 μg/m³, down 12 μg/m³ (40%) on the same hour of the day before, better.'],
  ['incidents.YZ-20261013-000011', '17:05，广陵区东关街道文昌中路发生道路积水（Ⅰ级，已督办）。市排水管理中心主办，限19:08前处置，已超期，目前处置中。', 'Road ponding, Wenchang Middle Road, Dongguan, Guangling, 17:05 (level I, under supervision). Drainage Centre leads, due by 19:08; overdue, now being handled.'],
  ['incidents.YZ-20261013-000012', '17:20，广陵区东关街道皮市街发生道路积水（Ⅱ级）。市排水管理中心主办，限19:30前处置，已于20:10超期处置完毕，目前待核查。', 'Road ponding, Pishi Street, Dongguan, Guangling, 17:20 (level II). Drainage Centre leads, due by 19:30; disposed of at 20:10, late; now awaiting the check.'],
  ['incidents.YZ-20261013-000014', '23:40，广陵区东关街道汶河路发生道路积水（Ⅱ级）。目前待派遣，尚未明确主办部门。', 'Road ponding, Wenhe Road, Dongguan, Guangling, 23:40 (level II). Now awaiting dispatch; no department leads yet.'],
  ['incidents.YZ-20261013-000013', '17:40，广陵区东关街道淮海路发生道路积水（Ⅱ级）。市交警支队主办，限19:55前处置，已于18:30处置完毕并结案。', 'Road ponding, Huaihai Road, Dongguan, Guangling, 17:40 (level II). Traffic Police leads, due by 19:55; disposed of at 18:30, closed.'],
  ['vitals.ponding-max', '最深积水0.31 m（当日最低0.00、最高0.46，达Ⅰ级，覆盖率90%）。', 'Deepest ponding 0.31 m (low 0.00, high 0.46, at level I, coverage 90%).'],
  ['vitals.traffic-index', '交通运行指数6.4（当日最低1.1、最高8.0，达Ⅲ级）。', 'Traffic index 6.4 (low 1.1, high 8.0, at level III).'],
  ['vitals.pm25', 'PM2.5平均浓度18 μg/m³（当日最低12、最高33，数据时间20:00）。', 'Mean PM2.5 18 μg/m³ (low 12, high 33, value of 20:00).'],
  ['vitals.gas-high', '燃气浓度报警点：有效数据不足（覆盖率40%），不作判断。', 'Gas detectors in alarm: unknown, too little valid data (coverage 40%).'],
  ['cases.flow', '新增案卷6件，立案5件，派遣4件，结案1件；期末在办5件。', 'New cases 6, filed 5, dispatched 4, closed 1; 5 open at the end of the day.'],
  ['cases.onTime', '应处置4件，按期处置1件，按期处置率25%；超期处置1件，到期仍未处置2件。', 'Due 4, on time 1, an on-time rate of 25%; late 1, not yet disposed of 2.'],
  ['cases.overdue', '超期未处置2件：文昌中路 道路积水（市排水管理中心，限19:08）、文昌中路 雨水井盖异常（市城管局，限09:10）。', '2 cases overdue: Road ponding · Wenchang Middle Road (Drainage Centre, due by 19:08) and Storm manhole cover · Wenchang Middle Road (City Management Bureau, due by 09:10).'],
  ['cases.matters', '新增案卷较多的事项：道路积水4件、雨水井盖异常1件、占道经营1件。', 'Most frequent matters among new cases: Road ponding 4, Storm manhole cover 1 and Street vending 1.'],
  ['hotline.channels', '新增案卷来源：12345热线3件、监测设备1件、视频识别1件、巡查1件。', 'Where new cases came from: 3 from the 12345 hotline, 1 from sensors, 1 from cameras and 1 from patrols.'],
  ['hotline.matters', '12345热线转来3件，反映较多的是道路积水2件、占道经营1件。', 'The 12345 hotline brought 3 cases, mostly about: Road ponding 2 and Street vending 1.'],
  ['watch.open', '重大案卷在办：Ⅰ级1件、Ⅱ级2件，须持续跟踪：文昌中路 道路积水、皮市街 道路积水、汶河路 道路积水。', 'Serious cases open: 1 at level I and 2 at level II; keep following Road ponding · Wenchang Middle Road, Road ponding · Pishi Street and Road ponding · Wenhe Road.'],
  ['watch.alarms', '未解除的告警2条：Ⅰ级1条、Ⅱ级1条。', '2 alarms standing: 1 at level I and 1 at level II.'],
  ['quality.feeds', '数据接入3路，中断1路：燃气监测（最后数据18:02）。相关体征和告警可能不全。', 'Feeds: 3, silent 1: Gas detectors (last heard 18:02). Indicators and alarms that rest on them may be incomplete.'],
  ['quality.rejects', '收到数据57640条，拒收100条（0.2%），来自道路积水监测、燃气监测。', '57640 inputs taken, 100 refused (0.2%), from Road ponding and Gas detectors.'],
  ['quality.coverage', '城市体征4项，其中1项有效数据不足：燃气浓度报警点。', '4 vital signs, 1 unknown: Gas detectors in alarm.'],
  ['quality.heads', '日志留痕（10月14日00:00公布）：案卷日志1204行、链头9f86d081884c7d65；审计日志1行、链头60303ae22b998861。', 'Logs as published at 00:00 on 14 Oct: case log 1204 lines, head 9f86d081884c7d65; audit log 1 line, head 60303ae22b998861.'],
]

// prettier-ignore
const EMPTY_PAGE: Line[] = [
  ['verdict', '10月13日未收到任何监测数据，也无案卷记录，暂不能研判城市运行态势。', 'On 13 Oct, no data arrived and no case was recorded: no verdict can be given.'],
  ['incidents.none', '当日无Ⅰ级、Ⅱ级和督办案卷，也无新增案卷。', 'No case of level I or II or under supervision, and no new case at all.'],
  ['vitals.none', '没有城市体征数据。', 'There are no vital signs to show.'],
  ['cases.flow', '新增案卷0件，立案0件，派遣0件，结案0件；期末在办0件。', 'New cases 0, filed 0, dispatched 0, closed 0; 0 open at the end of the day.'],
  ['cases.onTime', '应处置0件（无案卷的处置时限在时段内到期），按期处置率不适用。', 'Due 0: no disposal deadline fell within the window, so there is no on-time rate.'],
  ['hotline.channels', '无新增案卷，12345热线转来0件。', 'No new cases; 0 came from the 12345 hotline.'],
  ['watch.none', '暂无需要特别关注的事项。', 'Nothing in particular to watch.'],
  ['quality.feeds', '没有数据接入，数据接入0路。', 'No feeds: 0 on record.'],
]

describe('a page', () => {
  it.each([
    ['a calm day', CALM, CALM_PAGE],
    ['a storm', STORM, STORM_PAGE],
    ['a day without data', EMPTY, EMPTY_PAGE],
  ])('of %s', (_, facts, page) => {
    expect(read(facts)).toEqual(page)
  })
})

describe('an incomplete day', () => {
  const quiet = { ...CALM, cases: [], now: FROM + 9 * 3_600_000 }
  it('says up to when, and compares with the same part of the day before', () => {
    expect(composeBrief(quiet)).toMatchObject({ complete: false, asOf: quiet.now })
    expect(line(quiet, 'verdict')).toEqual([
      '截至10月13日09:00，全市运行总体平稳：无新增案卷和结案。',
      'As of 09:00 on 13 Oct, the city is running steadily: no new cases, none closed.',
    ])
    expect(line(quiet, 'changes.cases')).toEqual([
      '与前一日同期相比：新增案卷0件，减少4件；结案0件，减少2件。',
      'Against the same part of the day before: new cases 0, 4 fewer; closed 0, 2 fewer.',
    ])
    expect(line(quiet, 'cases.flow')?.[0]).toContain('目前在办0件')
  })

  it('without data says so as of now', () => {
    expect(line({ ...EMPTY, now: FROM + 9 * 3_600_000 }, 'verdict')?.[0]).toBe(
      '截至10月13日09:00，未收到任何监测数据，也无案卷记录，暂不能研判城市运行态势。',
    )
  })
})

describe('comparison', () => {
  const previous = (opened: number, closed: number, complete = true) =>
    line({ ...CALM, previous: { opened, closed, complete } }, 'changes.cases')?.[0]
  it.each([
    [0, 0, true, '与前一日相比：新增案卷2件，前一日为零；结案2件，前一日为零。'],
    [2, 1, true, '与前一日相比：新增案卷2件，持平；结案2件，增加1件。'],
    [9, 10, true, '与前一日相比：新增案卷2件，减少7件；结案2件，减少8件（80%）。'],
    [5, 5, false, '新增案卷2件，结案2件；前一日数据不完整，不作比较。'],
  ])('with %i and %i the day before (complete: %s): %s', (opened, closed, complete, zh) => {
    expect(previous(opened, closed, complete)).toBe(zh)
  })
})
