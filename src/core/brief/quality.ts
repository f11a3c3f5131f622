// What the brief itself rests on: feeds that fell silent, messages refused, indicators without enough data.
import type { Because } from '../because.ts'
import type { Text } from '../text.ts'
import { figure, indicatorSource, statement } from './figure.ts'
import { type Page, timeWords } from './page.ts'
import { count, listSome } from './phrases.ts'
import type { Query } from './query.ts'
import type { BriefFeed, BriefHead, Figure, Statement } from './types.ts'

const MAX_NAMED = 5
/** Digits of a hash that are printed: 64 bits, enough to hold the log against. */
const HASH_DIGITS = 16
const feedSource = (f: BriefFeed): Because => ({
  kind: 'feed',
  id: f.id,
  ...(f.lastAt !== undefined && { at: f.lastAt }),
})

export function composeQuality(page: Page): Statement[] {
  return [feeds(page), ...rejects(page), ...unknownIndicators(page), ...heads(page)]
}

type Measure = Extract<Query, { ask: 'feeds' }>['measure']
const ofFeeds = (
  page: Page,
  key: string,
  measure: Measure,
  unit: string,
  definition: Text,
  of: readonly BriefFeed[],
): Figure => figure(page, { ask: 'feeds', measure }, { key, unit, definition, sources: of.map(feedSource) })

function feeds(page: Page): Statement {
  const all = page.facts.feeds
  const total = ofFeeds(page, 'quality.feeds', 'known', '路', { zh: '登记的数据接入', en: 'Feeds on record' }, all)
  const silent = all.filter((f) => f.silent)
  if (all.length === 0) {
    const text = { zh: '登记的数据接入0路，没有数据来源。', en: 'Feeds on record: 0; nothing can be received.' }
    return statement('quality.feeds', 'quality', text, [total])
  }
  if (silent.length === 0) {
    const text = { zh: `数据接入${total.value}路，均正常。`, en: `Feeds: ${total.value}, all delivering.` }
    return statement('quality.feeds', 'quality', text, [total])
  }
  const down = ofFeeds(
    page,
    'quality.silent',
    'silent',
    '路',
    { zh: '超过约定时间没有数据的接入', en: 'Feeds without data for longer than their contract allows' },
    silent,
  )
  const names = listSome(
    silent.map((f) => silence(page, f)),
    MAX_NAMED,
  )
  const zh = `数据接入${total.value}路，中断${down.value}路：${names.zh}。相关体征和告警可能不全。`
  const en = `Feeds: ${total.value}, silent ${down.value}: ${names.en}. Indicators and alarms that rest on them may be incomplete.`
  return statement('quality.feeds', 'quality', { zh, en }, [total, down])
}

function silence(page: Page, f: BriefFeed): Text {
  if (f.lastAt === undefined) return { zh: `${f.name.zh}（未收到过数据）`, en: `${f.name.en} (never heard)` }
  const at = timeWords(page, f.lastAt)
  return { zh: `${f.name.zh}（最后数据${at.zh}）`, en: `${f.name.en} (last heard ${at.en})` }
}

function rejects(page: Page): Statement[] {
  const all = page.facts.feeds
  const bad = all.filter((f) => f.rejected > 0)
  if (all.every((f) => f.accepted + f.rejected === 0)) return []
  const taken = ofFeeds(
    page,
    'quality.accepted',
    'accepted',
    '条',
    { zh: '通过检查的输入', en: 'Inputs that passed the checks' },
    all,
  )
  const refused = ofFeeds(
    page,
    'quality.rejected',
    'rejected',
    '条',
    { zh: '未通过检查、留样拒收的输入', en: 'Inputs refused, kept with their reason' },
    bad,
  )
  const figures = [taken, refused]
  if (refused.value === 0) {
    const text = { zh: `收到数据${taken.value}条，拒收0条。`, en: `${taken.value} inputs taken, 0 refused.` }
    return [statement('quality.rejects', 'quality', text, figures)]
  }
  const rejected: Query = { ask: 'feeds', measure: 'rejected' }
  const share = figure(
    page,
    { ask: 'made', how: 'share', of: [rejected, { ask: 'feeds', measure: 'received' }] },
    {
      key: 'quality.rejectedRate',
      unit: '%',
      definition: { zh: '拒收数÷（收到数＋拒收数）', en: 'Refused ÷ (taken + refused)' },
      sources: bad.map(feedSource),
    },
  )
  // A share that would round to nothing is said in words.
  const tiny = share.value === 0
  if (!tiny) figures.push(share)
  const worst = listSome(
    [...bad].sort((a, b) => b.rejected - a.rejected).map((f) => f.name),
    MAX_NAMED,
  )
  const zh = `收到数据${taken.value}条，拒收${refused.value}条${tiny ? '（占比极小）' : `（${share.value}%）`}，来自${worst.zh}。`
  const en = `${taken.value} inputs taken, ${refused.value} refused${tiny ? ' (a tiny share)' : ` (${share.value}%)`}, from ${worst.en}.`
  return [statement('quality.rejects', 'quality', { zh, en }, figures)]
}

function unknownIndicators(page: Page): Statement[] {
  const all = page.facts.indicators
  if (all.length === 0) return []
  const unknown = all.filter((i) => i.value === undefined)
  const total = figure(
    page,
    { ask: 'indicators', measure: 'listed' },
    {
      key: 'quality.indicators',
      unit: '项',
      definition: { zh: '列入简报的城市体征', en: 'Vital signs in the brief' },
      sources: all.map(indicatorSource),
    },
  )
  if (unknown.length === 0) {
    const text = { zh: `城市体征${total.value}项，数据均有效。`, en: `${count(total.value, 'vital sign')}, all known.` }
    return [statement('quality.coverage', 'quality', text, [total])]
  }
  const n = figure(
    page,
    { ask: 'indicators', measure: 'unknown' },
    {
      key: 'quality.unknown',
      unit: '项',
      definition: { zh: '有效数据不足、不作判断的体征', en: 'Vital signs unknown for want of valid data' },
      sources: unknown.map(indicatorSource),
    },
  )
  const names = listSome(
    unknown.map((i) => i.name),
    MAX_NAMED,
  )
  const zh = `城市体征${total.value}项，其中${n.value}项有效数据不足：${names.zh}。`
  const en = `${count(total.value, 'vital sign')}, ${n.value} unknown: ${names.en}.`
  return [statement('quality.coverage', 'quality', { zh, en }, [total, n])]
}

const CHAIN_WORDS: Readonly<Record<BriefHead['chain'], Text>> = {
  cases: { zh: '案卷日志', en: 'case log' },
  audit: { zh: '审计日志', en: 'audit log' },
}

/** The ends of both logs. A printed brief proves later that nothing before them was changed. */
function heads(page: Page): Statement[] {
  const all = page.facts.heads ?? []
  const [first] = all
  if (!first) return []
  const figures = all.map(({ chain, seq, hash, at }) =>
    figure(
      page,
      { ask: 'head', chain },
      {
        key: `quality.head.${chain}`,
        unit: '行',
        definition: {
          zh: `${CHAIN_WORDS[chain].zh}到链头为止的行数`,
          en: `Lines of the ${CHAIN_WORDS[chain].en} up to its head`,
        },
        sources: [{ kind: 'head', id: `${chain}:${seq}:${hash}`, at }],
      },
    ),
  )
  const parts = all.map(({ chain, seq, hash }): Text => {
    const digits = hash.slice(0, HASH_DIGITS)
    const { zh, en } = CHAIN_WORDS[chain]
    return { zh: `${zh}${seq}行、链头${digits}`, en: `${en} ${count(seq, 'line')}, head ${digits}` }
  })
  const time = timeWords(page, first.at)
  const zh = `日志留痕（${time.zh}公布）：${parts.map((part) => part.zh).join('；')}。`
  const en = `Logs as published at ${time.en}: ${parts.map((part) => part.en).join('; ')}.`
  return [statement('quality.heads', 'quality', { zh, en }, figures)]
}
