// What goes with the sentences: tables to calculate on, small multiples, and the places of the cases that are named.
import { LEVEL_WORDS, STATE_WORDS } from '../incident/words.ts'
import type { Text } from '../text.ts'
import { type Cell, left, right, timeCell } from './cells.ts'
import { dayTable } from './dayTable.ts'
import { departmentRows, rateOf } from './departments.ts'
import { groupBy, isOpen, setOf } from './counting.ts'
import { channelWords } from './hotline.ts'
import { SUPERVISED_WORDS } from './instructions.ts'
import { isInWindow, round, type Page } from './page.ts'
import type { Brief, BriefCase, BriefTable, Statement } from './types.ts'

/** Frozen with the brief: the same rows whoever asks. */
export function tablesOf(page: Page): BriefTable[] {
  return [
    cases(page),
    ...dayTable(page),
    departments(page),
    matters(page),
    channels(page),
    indicators(page),
    supervised(page),
    feeds(page),
  ].filter(({ rows }) => rows.length > 0)
}

/** Cases of the window: begun, due or ended in it, or open at the cut-off; the gravest first. */
function cases(page: Page): BriefTable {
  const told = page.cases
    .filter(
      (c) =>
        isInWindow(page, c.openedAt) || isInWindow(page, c.dueAt) || isInWindow(page, c.closedAt) || isOpen(page, c),
    )
    .sort((a, b) => a.level - b.level || a.openedAt - b.openedAt || a.id.localeCompare(b.id))
  const row = (c: BriefCase): Cell[] => [
    c.code,
    c.title,
    LEVEL_WORDS[c.level],
    c.matterName ?? null,
    c.areaName,
    c.leadName ?? null,
    channelWords(c.source),
    timeCell(page, c.openedAt),
    timeCell(page, c.dueAt),
    timeCell(page, c.closedAt),
    STATE_WORDS[c.state],
  ]
  return {
    id: 'cases',
    title: { zh: '案卷清单', en: 'Cases' },
    columns: [
      left('案卷编号', 'Code'),
      left('标题', 'Title'),
      left('等级', 'Level'),
      left('事项', 'Matter'),
      left('区域', 'Area'),
      left('主办部门', 'Lead department'),
      left('来源', 'Source'),
      left('发生时间', 'Began'),
      left('处置时限', 'Due'),
      left('结案时间', 'Closed'),
      left('状态', 'State'),
    ],
    rows: told.map(row),
  }
}

function departments(page: Page): BriefTable {
  return {
    id: 'departments',
    title: { zh: '部门办理情况', en: 'Departments' },
    columns: [
      left('部门', 'Department'),
      right('应处置', 'Due', '件'),
      right('按期处置', 'On time', '件'),
      right('按期处置率', 'On-time rate', '%'),
      right('超期未处置', 'Overdue', '件'),
      right('在办', 'Open', '件'),
    ],
    rows: departmentRows(page).map((r) => [r.name, r.due, r.onTime, rateOf(page, r.lead), r.overdue, r.open]),
  }
}

function matters(page: Page): BriefTable {
  const groups = groupBy(setOf(page, 'opened').cases, (c) => c.matter ?? '')
  const unknown: Text = { zh: '尚未分类', en: 'Not classified yet' }
  return {
    id: 'matters',
    title: { zh: '新增案卷按事项', en: 'New cases by matter' },
    columns: [left('事项代码', 'Code'), left('事项', 'Matter'), right('新增', 'New', '件')],
    rows: groups.map(([matter, of]) => [
      matter === '' ? null : matter,
      of.find((c) => c.matterName)?.matterName ?? unknown,
      of.length,
    ]),
  }
}

function channels(page: Page): BriefTable {
  return {
    id: 'sources',
    title: { zh: '新增案卷按来源', en: 'New cases by source' },
    columns: [left('来源', 'Source'), right('新增', 'New', '件')],
    rows: groupBy(setOf(page, 'opened').cases, (c) => c.source).map(([source, of]) => [
      channelWords(source),
      of.length,
    ]),
  }
}

function indicators(page: Page): BriefTable {
  const told = (value: number | undefined, decimals: number): number | null =>
    value === undefined ? null : round(value, decimals)
  return {
    id: 'indicators',
    title: { zh: '城市体征', en: 'Vital signs' },
    columns: [
      left('体征', 'Vital sign'),
      left('单位', 'Unit'),
      right('数值', 'Value'),
      left('数据时间', 'Of'),
      right('最低', 'Lowest'),
      right('最高', 'Highest'),
      right('上期同一时刻', 'Period before'),
      right('上周同日', 'Week before'),
      right('上年同期', 'Year before'),
      right('覆盖率', 'Coverage', '%'),
      left('等级', 'Level'),
    ],
    rows: page.facts.indicators.map((i) => [
      i.name,
      i.unit,
      told(i.value, i.decimals),
      timeCell(page, i.at),
      told(i.min, i.decimals),
      told(i.max, i.decimals),
      told(i.previous, i.decimals),
      told(i.lastWeek, i.decimals),
      told(i.lastYear, i.decimals),
      round(i.coverage * 100, 1),
      i.level === undefined ? null : LEVEL_WORDS[i.level],
    ]),
  }
}

function supervised(page: Page): BriefTable {
  return {
    id: 'supervised',
    title: { zh: '批示和督办事项', en: 'Instructions and supervision' },
    columns: [
      left('编号', 'Code'),
      left('事项', 'Matter'),
      left('交办人', 'Given by'),
      left('主办部门', 'Lead department'),
      left('交办时间', 'Given'),
      left('办结时限', 'Due'),
      left('签收时间', 'Signed for'),
      left('办结时间', 'Closed'),
      left('状态', 'State'),
      left('最新反馈', 'Latest word'),
    ],
    rows: [...page.facts.supervised]
      .sort((a, b) => a.dueAt - b.dueAt)
      .map((s) => [
        s.code,
        s.title,
        s.by,
        s.leadName,
        timeCell(page, s.givenAt),
        timeCell(page, s.dueAt),
        timeCell(page, s.signedAt),
        timeCell(page, s.closedAt),
        SUPERVISED_WORDS[s.state],
        s.lastWord ?? null,
      ]),
  }
}

function feeds(page: Page): BriefTable {
  return {
    id: 'feeds',
    title: { zh: '数据接入', en: 'Feeds' },
    columns: [
      left('接入', 'Feed'),
      right('收到', 'Taken', '条'),
      right('拒收', 'Refused', '条'),
      left('最后数据', 'Last heard'),
      left('状态', 'State'),
    ],
    rows: page.facts.feeds.map((f) => [
      f.name,
      f.accepted,
      f.rejected,
      timeCell(page, f.lastAt),
      f.silent ? { zh: '中断', en: 'silent' } : { zh: '正常', en: 'delivering' },
    ]),
  }
}

/** As the facts give them: hourly of a day, daily of longer windows. */
export function sparksOf(page: Page): Brief['sparks'] {
  return Object.fromEntries(
    page.facts.indicators.flatMap(({ id, series, decimals }) =>
      series === undefined
        ? []
        : [[id, series.map((v) => (v === null || !Number.isFinite(v) ? null : round(v, decimals)))]],
    ),
  )
}

/** Cases that a sentence of the brief is about, where their place is known. */
export function placesOf(page: Page, statements: readonly Statement[]): Brief['places'] {
  const told = new Set(statements.filter(({ section }) => section === 'incidents').map(({ id }) => id))
  return page.cases.flatMap(({ id, level, lng, lat }) => {
    const statement = `incidents.${id}`
    return lng === undefined || lat === undefined || !told.has(statement)
      ? []
      : [{ incident: id, statement, level, lng, lat }]
  })
}
