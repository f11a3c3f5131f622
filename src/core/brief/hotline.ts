// What people say: where new cases came from, and what the 12345 hotline is about. Counts cases, not calls: repeated calls join a case.
import type { Text } from '../text.ts'
import { matterCounts } from './casework.ts'
import { groupBy, setOf } from './counting.ts'
import { caseCount, statement } from './figure.ts'
import type { Page } from './page.ts'
import { incompleteWords } from './period.ts'
import { list } from './phrases.ts'
import { comparedTopics, hotTopics, topicFigures } from './topics.ts'
import type { Figure, Statement } from './types.ts'

const CHANNELS: Readonly<Record<string, Text>> = {
  hotline: { zh: '12345热线', en: 'the 12345 hotline' },
  sensor: { zh: '监测设备', en: 'sensors' },
  patrol: { zh: '巡查', en: 'patrols' },
  camera: { zh: '视频识别', en: 'cameras' },
  citizen: { zh: '市民上报', en: 'citizens' },
  platform: { zh: '其他平台', en: 'other platforms' },
  desk: { zh: '值班登记', en: 'the duty desk' },
}

export const channelWords = (source: string): Text => CHANNELS[source] ?? { zh: source, en: source }

const CALLS = { source: 'hotline' } as const

export function composeHotline(page: Page): Statement[] {
  const { cases } = setOf(page, 'opened')
  const n = caseCount(page, 'hotline.cases', 'opened', CALLS, {
    zh: '统计时段内由12345热线转来的新增案卷（重复来电并入同一案卷）',
    en: 'New cases from the 12345 hotline within the window; repeated calls join one case',
  })
  if (cases.length === 0) {
    const text = { zh: '无新增案卷，12345热线转来0件。', en: 'No new cases; 0 came from the 12345 hotline.' }
    return [statement('hotline.channels', 'hotline', text, [n])]
  }
  const channels = groupBy(cases, (c) => c.source).map(([source]) => {
    const words = channelWords(source)
    const figure = caseCount(
      page,
      `hotline.channel.${source}`,
      'opened',
      { source },
      {
        zh: `新增案卷中来自${words.zh}的件数`,
        en: `New cases from ${words.en}`,
      },
    )
    return { figure, text: { zh: `${words.zh}${figure.value}件`, en: `${figure.value} from ${words.en}` } }
  })
  const text = list(channels.map((one) => one.text))
  const from = statement(
    'hotline.channels',
    'hotline',
    { zh: `新增案卷来源：${text.zh}。`, en: `Where new cases came from: ${text.en}.` },
    channels.map((one) => one.figure),
  )
  return [from, matters(page, n), ...topics(page)]
}

function matters(page: Page, n: Figure): Statement {
  if (n.value === 0) {
    const text = { zh: '12345热线转来0件。', en: '0 cases came from the 12345 hotline.' }
    return statement('hotline.matters', 'hotline', text, [n])
  }
  const { figures, text } = matterCounts(page, 'hotline.matter', CALLS, {
    zh: '12345热线转来的新增案卷中该事项的件数',
    en: 'New cases of this matter from the 12345 hotline',
  })
  // A topic of one matter need not say so again.
  if (page.facts.filter?.matter !== undefined) figures.splice(0)
  const most = figures[0]?.value ?? 0
  const about: Text =
    most > 1
      ? { zh: `，反映较多的是${text.zh}`, en: `, mostly about: ${text.en}` }
      : most === 1
        ? { zh: `，涉及${text.zh}`, en: `, about: ${text.en}` }
        : page.facts.filter?.matter !== undefined
          ? { zh: '', en: '' }
          : { zh: '，均尚未分类', en: ', none classified yet' }
  const words = {
    zh: `12345热线转来${n.value}件${about.zh}。`,
    en: `The 12345 hotline brought ${n.value} ${n.value === 1 ? 'case' : 'cases'}${about.en}.`,
  }
  return statement('hotline.matters', 'hotline', words, [n, ...figures])
}

/** Where several callers mean the same: found by place and words, not by category alone; compared where the window before is known. */
function topics(page: Page): Statement[] {
  const found = hotTopics(page)
  if (found.length === 0) return []
  const definition: Text = {
    zh: '12345热线转来的新增案卷中，地点相近且事项相同或反映内容相似的',
    en: 'New cases from the 12345 hotline near one another and of the same matter or alike in words',
  }
  const compared = comparedTopics(page, 'hotline.topic', found, definition)
  const { figures, text } = compared ?? topicFigures(page, 'hotline.topic', found, definition)
  const none = compared || page.facts.previous.complete ? undefined : incompleteWords(page)
  const words = {
    zh: `热点诉求（地点、内容相近）：${text.zh}${none ? `；${none.zh}` : ''}。`,
    en: `Hot topics, alike in place and content: ${text.en}.${none ? ` ${none.en}` : ''}`,
  }
  return [statement('hotline.topics', 'hotline', words, figures)]
}
