// The drafts of reports: every element is there, what nobody knows is said to be unknown, and a drill is marked throughout.
import { describe, expect, it } from 'vitest'
import type { DraftFacts } from '../../../src/core/emergency/draftParts.ts'
import { draftReport } from '../../../src/core/emergency/drafts.ts'
import type { ReportKind } from '../../../src/core/emergency/types.ts'
import { MINUTE, T0, names, play } from './made.ts'

const facts: DraftFacts = {
  city: { zh: '扬州市', en: 'Yangzhou' },
  office: { zh: '市城市运行管理服务中心', en: 'Operations Centre' },
  incident: {
    code: 'YZ20261122-0007',
    occurredAt: T0 - 10 * MINUTE,
    matter: { zh: '道路积水', en: 'Ponding' },
    place: { zh: '广陵区 文昌中路', en: 'Wenchang Road' },
    source: { zh: '监测设备', en: 'sensor' },
    state: { zh: '处置中', en: 'being handled' },
  },
}
const entries = [
  { by: 'dispatcher', afterMinutes: 2, input: { type: 'doStep', step: 'check' } },
  { by: 'drains', afterMinutes: 2, input: { type: 'answer', answer: 'ready' } },
  { by: 'police', afterMinutes: 2, input: { type: 'answer', answer: 'notReady', note: '警力调集中' } },
] as const
const draft = (kind: ReportKind, n: number, history: Parameters<typeof play>[0] = entries, drill = false) => {
  const { lines, running } = play(history, { drill })
  return draftReport({ kind, n, emergency: running, lines, facts, names, now: (lines.at(-1)?.at ?? T0) + MINUTE })
}

describe('首报', () => {
  it('has every element, in order, in words that claim no more than is known', () => {
    expect(draft('first', 1).zh).toBe(
      [
        '关于文昌中路 道路积水的首报（第 1 期）',
        '报送单位：市城市运行管理服务中心　数据截至：11-22 16:07',
        '一、时间：11-22 15:50 发现；11-22 16:00 启动应急响应。',
        '二、地点：文昌中路。',
        '三、信息来源：监测设备，案卷 YZ20261122-0007。',
        '四、事件性质：道路积水，属自然灾害；按Ⅱ级响应处置，事件等级待主管部门认定。',
        '五、人员伤亡：暂无报告，待有关单位核实后补报。',
        '六、初步原因：正在核查，尚未认定。',
        '七、已采取措施：11-22 16:00 启动应急响应，按《内涝预案》向 2 个单位下达指令；11-22 16:02 派遣员：核对积水点。',
        '八、力量就位：应到 2 个单位，就位 1 个：排水处；未就位：交警。',
        '九、下步工作：交警：封闭道路（11-22 16:10 前）；排水处：泵站开机（11-22 16:15 前）。',
        '十、联系方式：市城市运行管理服务中心值班长；牵头单位排水处值班室，电话 0514-0000 0011。',
        '（本稿由系统按日志生成，须经值班长核定后报送。）',
      ].join('\n'),
    )
  })
  it('says the same in English', () => {
    const { en } = draft('first', 1)
    for (const words of [
      'first report (no. 1)',
      '1. Time: ',
      '5. Casualties: none reported so far, which does not mean that there are none',
      '6. Preliminary cause: under investigation',
      '8. Units in place: 1 of 2 units in place: Drainage; not in place: Police.',
      'telephone 0514-0000 0011',
    ])
      expect(en).toContain(words)
  })
  it('says what is unknown where there is no case', () => {
    const { lines, running } = play([], { drill: true })
    const { place: _place, incident: _incident, ...alone } = running
    const { zh } = draftReport({
      ...{ kind: 'first', n: 1, emergency: alone, lines, names, now: T0 },
      facts: { city: facts.city, office: facts.office },
    })
    expect(zh).toContain('一、时间：11-22 16:00 启动应急演练，发生时间待核实。')
    expect(zh).toContain('二、地点：待核实。')
    expect(zh).toContain('三、信息来源：演练设定。')
  })
})

describe('续报', () => {
  const reported = {
    by: 'chief',
    afterMinutes: 1,
    input: { type: 'report', n: 1, kind: 'first', text: '首报' },
  } as const
  it('tells what is new since the last one, and says when there is nothing', () => {
    expect(draft('follow', 2, [...entries, reported]).zh).toContain('二、上期报告以来进展：无新情况报告。')
    const { zh } = draft('follow', 2, [
      ...entries,
      reported,
      { by: 'police', afterMinutes: 1, input: { type: 'doStep', step: 'close', note: '双向封闭' } },
      { by: 'police', afterMinutes: 1, input: { type: 'answer', answer: 'ready' } },
    ])
    expect(zh).toContain(
      '二、上期报告以来进展：11-22 16:08 交警：完成步骤：封闭道路（双向封闭）；11-22 16:09 交警应答：就位。',
    )
    expect(zh).not.toContain('核对积水点')
  })
})

describe('终报', () => {
  it('tells the outcome, how long it took, why it ended and what is left', () => {
    const { zh, en } = draft('final', 2, [
      ...entries,
      { by: 'drains', afterMinutes: 60, input: { type: 'doStep', step: 'pump' } },
      { by: 'chief', afterMinutes: 30, input: { type: 'end', reason: '积水排除，交通恢复。' } },
    ])
    expect(zh).toContain(
      '三、处置结果：11-22 17:36 解除应急响应，历时 1 小时 36 分，原因：积水排除，交通恢复；预案步骤 3 项，完成 2 项；案卷 YZ20261122-0007 现处置中。',
    )
    expect(zh).toContain('六、遗留事项：未完成：封闭道路（交警）。')
    expect(en).toContain('2 of 3 steps of the plan done')
  })
})

it('a drill says so in its title and its last line, and never speaks of a real response', () => {
  for (const kind of ['first', 'follow', 'final'] as const) {
    const { zh, en } = draft(kind, 1, entries, true)
    expect(zh.startsWith('【演练】')).toBe(true)
    expect(en.startsWith('[Drill] ')).toBe(true)
    expect(zh.endsWith('不得作为真实信息报送。')).toBe(true)
    expect(zh).not.toContain('应急响应')
  }
})
