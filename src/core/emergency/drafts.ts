// Drafts of 首报, 续报 and 终报, written by rules from the log and what the hub knows. The desk writes them over before they are
// handed in.
import type { Text } from '../text.ts'
import {
  CASUALTIES,
  CAUSE,
  contactWords,
  leftWords,
  measuresWords,
  natureWords,
  nextWords,
  outcomeWords,
  placeWords,
  sinceWords,
  sourceWords,
  summaryWords,
  timeWords,
  unitsWords,
  type DraftInput,
} from './draftParts.ts'
import { DRILL_MARK, REPORT_WORDS } from './words.ts'

type Language = keyof Text
/** One paragraph: its heading and its words, in both languages. */
interface Part {
  readonly heading: Text
  readonly words: Text
}

const text = (zh: string, en: string): Text => ({ zh, en })
const part = (zh: string, en: string, words: Text): Part => ({ heading: { zh, en }, words })
const HANZI_NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** The draft as it reads now; the same input gives the same words. */
export function draftReport(input: DraftInput): Text {
  const { kind, n, emergency: e, facts, names, now } = input
  const parts = kind === 'first' ? firstParts(input) : kind === 'follow' ? followParts(input) : finalParts(input)
  const report = REPORT_WORDS[kind]
  const mark = e.drill ? DRILL_MARK : text('', '')
  const title = text(
    `${mark.zh}关于${e.title.zh}的${report.zh}（第 ${n} 期）`,
    `${mark.en}${e.title.en}: ${report.en} (no. ${n})`,
  )
  const head = text(
    `报送单位：${facts.office.zh}　数据截至：${names.time(now)}`,
    `From: ${facts.office.en}. As of ${names.time(now)}`,
  )
  const tail = e.drill
    ? text('本报告为演练文书，不得作为真实信息报送。', 'This is a drill: it must not be passed on as real information.')
    : text(
        '（本稿由系统按日志生成，须经值班长核定后报送。）',
        '(Drafted from the log; to be checked by the duty chief before it is handed in.)',
      )
  const write = (language: Language): string =>
    [
      title[language],
      head[language],
      ...parts.map(({ heading, words }, i) =>
        language === 'zh'
          ? `${HANZI_NUMBERS[i] ?? i + 1}、${heading.zh}：${ended(words.zh, '。')}`
          : `${i + 1}. ${heading.en}: ${ended(words.en, '.')}`,
      ),
      tail[language],
    ].join('\n')
  return { zh: write('zh'), en: write('en') }
}

const ended = (words: string, stop: string): string => (/[。！？.!?]$/u.test(words) ? words : words + stop)

function firstParts(input: DraftInput): Part[] {
  return [
    part('时间', 'Time', timeWords(input)),
    part('地点', 'Place', placeWords(input)),
    part('信息来源', 'Source', sourceWords(input)),
    part('事件性质', 'Nature', natureWords(input)),
    part('人员伤亡', 'Casualties', CASUALTIES),
    part('初步原因', 'Preliminary cause', CAUSE),
    part('已采取措施', 'Measures taken', measuresWords(input)),
    part('力量就位', 'Units in place', unitsWords(input)),
    part('下步工作', 'Next', nextWords(input)),
    part('联系方式', 'Contact', contactWords(input)),
  ]
}

/** Only what is new, and what is still unknown. */
function followParts(input: DraftInput): Part[] {
  return [
    part('基本情况', 'The event', summaryWords(input)),
    part('上期报告以来进展', 'Since the last report', sinceWords(input)),
    part('人员伤亡', 'Casualties', CASUALTIES),
    part('原因', 'Cause', CAUSE),
    part('力量就位', 'Units in place', unitsWords(input)),
    part('下步工作', 'Next', nextWords(input)),
    part('联系方式', 'Contact', contactWords(input)),
  ]
}

function finalParts(input: DraftInput): Part[] {
  return [
    part('基本情况', 'The event', summaryWords(input)),
    part('处置经过', 'What was done', measuresWords(input)),
    part('处置结果', 'Outcome', outcomeWords(input)),
    part('人员伤亡', 'Casualties', CASUALTIES),
    part('原因', 'Cause', CAUSE),
    part('遗留事项', 'What is left', leftWords(input)),
    part('联系方式', 'Contact', contactWords(input)),
  ]
}
