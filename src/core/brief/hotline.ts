// What people say: where new cases came from, and what the 12345 hotline is about. Counts cases, not calls: repeated calls join a case.
import { matterCounts } from './casework.ts'
import { groupBy, opened } from './counting.ts'
import { caseCount, type Page, statement } from './page.ts'
import { list } from './phrases.ts'
import type { Text } from '../text.ts'
import type { Statement } from './types.ts'

const CHANNELS: Readonly<Record<string, Text>> = {
  hotline: { zh: '12345热线', en: 'the 12345 hotline' },
  sensor: { zh: '监测设备', en: 'sensors' },
  patrol: { zh: '巡查', en: 'patrols' },
  camera: { zh: '视频识别', en: 'cameras' },
  citizen: { zh: '市民上报', en: 'citizens' },
  platform: { zh: '其他平台', en: 'other platforms' },
  desk: { zh: '值班登记', en: 'the duty desk' },
}

export function composeHotline(page: Page): Statement[] {
  const { cases } = opened(page)
  const calls = cases.filter((c) => c.source === 'hotline')
  const n = caseCount(page, 'hotline.cases', calls, {
    zh: '统计时段内由12345热线转来的新增案卷（重复来电并入同一案卷）',
    en: 'New cases from the 12345 hotline within the window; repeated calls join one case',
  })
  if (cases.length === 0)
    return [
      statement(
        'hotline.channels',
        'hotline',
        { zh: '无新增案卷，12345热线转来0件。', en: 'No new cases; 0 came from the 12345 hotline.' },
        [n],
      ),
    ]

  const channels = groupBy(cases, (c) => c.source)
  const figures = channels.map(([source, of]) => {
    const words = wordsOf(source)
    return caseCount(page, `hotline.channel.${source}`, of, {
      zh: `新增案卷中来自${words.zh}的件数`,
      en: `New cases from ${words.en}`,
    })
  })
  const text = list(
    channels.map(([source, of]) => ({
      zh: `${wordsOf(source).zh}${of.length}件`,
      en: `${of.length} from ${wordsOf(source).en}`,
    })),
  )
  const from = statement(
    'hotline.channels',
    'hotline',
    { zh: `新增案卷来源：${text.zh}。`, en: `Where new cases came from: ${text.en}.` },
    figures,
  )
  return [from, hotTopics(page, calls, n)]
}

const wordsOf = (source: string): Text => CHANNELS[source] ?? { zh: source, en: source }

function hotTopics(page: Page, calls: Parameters<typeof matterCounts>[2], n: Statement['figures'][number]): Statement {
  if (calls.length === 0)
    return statement(
      'hotline.matters',
      'hotline',
      { zh: '12345热线转来0件。', en: '0 cases came from the 12345 hotline.' },
      [n],
    )
  const { figures, text } = matterCounts(page, 'hotline.matter', calls, {
    zh: '12345热线转来的新增案卷中该事项的件数',
    en: 'New cases of this matter from the 12345 hotline',
  })
  const most = figures[0]?.value ?? 0
  const topics: Text =
    most > 1
      ? { zh: `，反映较多的是${text.zh}`, en: `, mostly about: ${text.en}` }
      : most === 1
        ? { zh: `，涉及${text.zh}`, en: `, about: ${text.en}` }
        : { zh: '，均尚未分类', en: ', none classified yet' }
  const cases = n.value === 1 ? 'case' : 'cases'
  const words = {
    zh: `12345热线转来${n.value}件${topics.zh}。`,
    en: `The 12345 hotline brought ${n.value} ${cases}${topics.en}.`,
  }
  return statement('hotline.matters', 'hotline', words, [n, ...figures])
}
