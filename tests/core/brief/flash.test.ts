// 首报, 续报 and 终报 of one case, read from its log: what it says, what it does not know, and when it was known.
import { describe, expect, it } from 'vitest'
import { composeFlash, flashKind, type FlashFacts } from '../../../src/core/brief/flash.ts'
import type { Brief } from '../../../src/core/brief/types.ts'
import { BRIEF_SECTIONS } from '../../../src/core/brief/types.ts'
import { act, INPUTS, inState, MINUTE, START, type Played, open, acceptor, water } from '../incident/play.ts'

const DEPARTMENTS: Readonly<Record<string, { zh: string; en: string }>> = {
  water: { zh: '市排水管理中心', en: 'Drainage Centre' },
  traffic: { zh: '市交警支队', en: 'Traffic Police' },
}
const flash = (played: Played, n: number, minutes: number, more: Partial<FlashFacts> = {}): Brief => {
  const brief = composeFlash({
    key: `flash-YZ-1-${n}`,
    events: played.log,
    n,
    asOf: START + minutes * MINUTE,
    utcOffsetMinutes: 480,
    department: (id) => DEPARTMENTS[id] ?? { zh: id, en: id },
    areaName: { zh: '广陵区东关街道', en: 'Dongguan, Guangling' },
    matter: { zh: '道路积水', en: 'Road ponding' },
    contact: { office: { zh: '扬州市城市运行值班室', en: 'Yangzhou city operations duty desk' }, person: '陈明' },
    ...more,
  })
  if (brief === undefined) throw new Error('no report')
  return brief
}
const line = (brief: Brief, id: string): string | undefined => brief.statements.find((s) => s.id === id)?.text.zh
const read = ({ title, light, statements }: Brief): string =>
  [
    `${title.zh} / ${title.en} (${light})`,
    ...statements.map((s) => `${s.id}\n  ${s.text.zh}\n  ${s.text.en}`),
    '',
  ].join('\n')

describe('a report', () => {
  const handling = inState('handling')
  const reported = act(handling, water, INPUTS.progress, START + 20 * MINUTE)
  it.each<[string, Brief]>([
    ['flash-first', flash(inState('pendingHandle'), 1, 4)],
    ['flash-follow', flash(reported, 2, 30, { since: START + 10 * MINUTE })],
    ['flash-final', flash(inState('closed'), 3, 60, { since: START + 6 * MINUTE })],
  ])('%s', async (name, brief) => {
    await expect(read(brief)).toMatchFileSnapshot(`./golden/${name}.txt`)
  })

  it('is the first, a further or the last one', () => {
    expect(flashKind({ state: 'handling' }, 1)).toBe('first')
    expect(flashKind({ state: 'handling' }, 2)).toBe('follow')
    for (const state of ['closed', 'forceClosed', 'refused', 'cancelled', 'merged'] as const)
      expect([state, flashKind({ state }, 2)]).toEqual([state, 'final'])
  })

  it('never says that nobody was hurt when nobody wrote so', () => {
    expect(line(flash(handling, 1, 30), 'flash.casualties')).toBe('伤亡情况：系统未记录，待有关单位核实后补报。')
  })

  it('quotes what the log says of people hurt, numbers masked, and leaves it to be verified', () => {
    const note = { act: 'progress', note: '一人轻伤已送医，联系13812345678。', photos: [] } as const
    const hurt = act(handling, water, note, START + 25 * MINUTE)
    expect(line(flash(hurt, 2, 30), 'flash.casualties')).toBe(
      '伤亡情况：10月13日09:25日志记载“一人轻伤已送医，联系138****5678”，待有关单位核实。',
    )
    expect(JSON.stringify(flash(hurt, 2, 30))).not.toContain('13812345678')
  })

  it('knows nothing that was recorded after it', () => {
    expect(line(flash(inState('closed'), 1, 3), 'flash.measures')).not.toContain('结案')
    expect(flash(inState('closed'), 1, 3).title.zh).toBe('值班快报（首报）')
    expect(composeFlash({ ...factsOf(inState('closed')), asOf: START - 1 })).toBeUndefined()
  })

  it('says that nothing is new', () => {
    expect(line(flash(handling, 3, 90, { since: START + 60 * MINUTE }), 'flash.since')).toBe(
      '上期报告以来：无新情况报告。',
    )
    expect(line(flash(handling, 1, 90), 'flash.since')).toBeUndefined()
  })

  it('marks what is late, and a case that nobody leads', () => {
    expect(line(flash(handling, 2, 600), 'flash.next')).toContain('已超期')
    expect(line(flash(open(), 1, 1), 'flash.next')).toBe('下步工作：案卷待立案，尚未明确主办部门。')
    expect(line(flash(open(), 1, 1), 'flash.measures')).toBe('已采取措施：日志尚无处置记录。')
    const again = act(open(), acceptor, INPUTS.note, START)
    expect(line(flash(again, 1, 1), 'flash.measures')).toBe('已采取措施：日志尚无处置记录。')
    const filed = act(open(), acceptor, INPUTS.file, START)
    expect(line(flash(filed, 1, 1), 'flash.time')).toBe('时间：10月13日09:00发现，10月13日09:00立案。')
  })

  it('names no person of the log, every sentence rests on the case, in the order of the sections', () => {
    const brief = flash(inState('closed'), 2, 60, { since: START })
    expect(JSON.stringify(brief)).not.toMatch(/张三|李四/)
    for (const s of brief.statements) expect(s.sources).toMatchObject([{ kind: 'incident', id: 'YZ-1' }])
    const order = brief.statements.map((s) => BRIEF_SECTIONS.indexOf(s.section))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(brief.places[0]?.statement).toBe('flash.place')
  })
})

function factsOf(played: Played): FlashFacts {
  return {
    key: 'flash-YZ-1-1',
    events: played.log,
    n: 1,
    asOf: START,
    utcOffsetMinutes: 480,
    department: (id) => ({ zh: id, en: id }),
    areaName: { zh: '', en: '' },
    contact: { office: { zh: '', en: '' } },
  }
}
