// What seeded days read like, word for word: the pages an editor signs (golden/*.txt). A change there is a change of wording, on
// purpose or not: read it as prose before it is committed.
import { describe, expect, it } from 'vitest'
import { composeBrief } from '../../../src/core/brief/compose.ts'
import type { BriefFacts } from '../../../src/core/brief/types.ts'
import { CALM, EMPTY, FROM, NONE_BEFORE, STORM } from './days.ts'
import { FAILURE, HOLIDAY, MONTH, NO_CASES, RENAMED, TOPIC, TOPICS, WEEK, WHOLE_STORM } from './moreDays.ts'

const read = (facts: BriefFacts): string => {
  const { title, light, statements } = composeBrief(facts)
  return [
    `${title.zh} / ${title.en} (${light})`,
    ...statements.map((s) => `${s.id}\n  ${s.text.zh}\n  ${s.text.en}`),
    '',
  ].join('\n')
}
const line = (facts: BriefFacts, id: string): readonly [string, string] | undefined => {
  const found = composeBrief(facts).statements.find((s) => s.id === id)
  return found && [found.text.zh, found.text.en]
}

describe('a page', () => {
  it.each<[string, BriefFacts]>([
    ['calm', CALM],
    ['storm', WHOLE_STORM],
    ['storm-of-a-bare-hub', STORM],
    ['storm-while-it-lasts', { ...WHOLE_STORM, now: FROM + 18.5 * 3_600_000 }],
    ['holiday', HOLIDAY],
    ['feed-failure', FAILURE],
    ['no-data', EMPTY],
    ['no-cases', NO_CASES],
    ['renamed-department', RENAMED],
    ['alike-reports', TOPICS],
    ['week', WEEK],
    ['month', MONTH],
    ['topic', TOPIC],
  ])('of %s', async (name, facts) => {
    await expect(read(facts)).toMatchFileSnapshot(`./golden/${name}.txt`)
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
      '与前一日同一时段相比：新增案卷0件，减少4件；结案0件，减少2件。',
      'Against the same part of the day before: new cases 0, 4 fewer; closed 0, 2 fewer.',
    ])
    expect(line(quiet, 'cases.flow')?.[0]).toContain('目前在办0件')
  })

  it('without data says so as of now', () => {
    expect(line({ ...EMPTY, now: FROM + 9 * 3_600_000 }, 'verdict')?.[0]).toBe(
      '截至10月13日09:00，未收到任何监测数据，也无案卷记录，暂不能研判城市运行态势。',
    )
  })

  it('of a week says so too', () => {
    expect(line({ ...WEEK, now: WEEK.from + 3.5 * 86_400_000 }, 'verdict')?.[0]).toMatch(
      /^10月12日至18日（截至10月15日12:00）全市运行形势严峻：/,
    )
  })
})

it('nothing of the day before is compared when the hub did not know it whole', () => {
  const facts = { ...CALM, previous: { ...NONE_BEFORE, opened: 5, closed: 5, complete: false } }
  expect(line(facts, 'changes.cases')?.[0]).toBe('新增案卷2件，结案2件；前一日数据不完整，不作比较。')
})
