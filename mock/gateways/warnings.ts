// The weather service and its like send warnings: CAP 1.2, one message for each signal, change and end of a scenario's series.
import type { Level } from '../../src/core/level.ts'
import type { Text } from '../../src/core/text.ts'
import type { WarningSeries } from '../scenarios/warnings.ts'
import { type SimCity, realTime } from '../world/city.ts'
import type { OutMessage } from './message.ts'

const MIN = 60_000
const SENDER = 'simulated@yiwang.example'
const SEVERITY: Readonly<Record<Level, string>> = { 1: 'Extreme', 2: 'Severe', 3: 'Moderate', 4: 'Minor' }
const COLOUR: Readonly<Record<Level, Text>> = {
  1: { zh: '红色', en: 'red' },
  2: { zh: '橙色', en: 'orange' },
  3: { zh: '黄色', en: 'yellow' },
  4: { zh: '蓝色', en: 'blue' },
}

const escape = (text: string): string =>
  text.replace(/[<>&]/g, (c) => (c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&amp;'))
const tag = (name: string, text: string): string => `<${name}>${escape(text)}</${name}>`
const pair = (name: string, key: string, value: string): string =>
  `<${name}>${tag('valueName', key)}${tag('value', value)}</${name}>`

/** CAP instants: to the second, with the city's zone. */
function stamp(at: number, offsetMinutes: number): string {
  const local = new Date(at + offsetMinutes * MIN).toISOString().slice(0, 19)
  const size = Math.abs(offsetMinutes)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

interface Step {
  readonly n: number
  /** Real time. */
  readonly at: number
  readonly type: 'Alert' | 'Update' | 'Cancel'
}

function stepsOf(city: SimCity, series: WarningSeries): Step[] {
  const at = (minutes: number): number => Math.floor(realTime(city, city.startAt + minutes * MIN))
  const steps = series.steps.map((step, n): Step => ({ n, at: at(step.atMin), type: n === 0 ? 'Alert' : 'Update' }))
  return series.cancelMin === undefined
    ? steps
    : [...steps, { n: steps.length, at: at(series.cancelMin), type: 'Cancel' }]
}

function infosOf(city: SimCity, series: WarningSeries, n: number, until: string): string {
  const step = series.steps[n]
  if (step === undefined) return ''
  const codes = series.areas ?? [city.reference.city.code]
  const known = codes.flatMap((code) => city.reference.areas.find((a) => a.code === code) ?? [])
  return (['zh', 'en'] as const)
    .map((language) => {
      const colour = COLOUR[step.level][language]
      const headline =
        language === 'zh'
          ? `${series.sender.zh}发布${series.event.zh}${colour}预警信号`
          : `${series.event.en} ${colour} warning, ${series.sender.en}`
      return [
        '<info>',
        tag('language', language === 'zh' ? 'zh-CN' : 'en-US'),
        tag('category', 'Met'),
        tag('event', series.event[language]),
        tag('responseType', 'Prepare'),
        tag('urgency', step.level <= 2 ? 'Immediate' : 'Expected'),
        tag('severity', SEVERITY[step.level]),
        tag('certainty', 'Likely'),
        series.code === undefined ? '' : pair('eventCode', 'NWCODE', series.code),
        tag('expires', until),
        tag('senderName', series.sender[language]),
        tag('headline', headline),
        tag('description', step.text[language]),
        tag('instruction', step.advice[language]),
        pair('parameter', 'colour', COLOUR[step.level].en),
        ...known.map(
          (area) => `<area>${tag('areaDesc', area.name[language])}${pair('geocode', 'GB/T 2260', area.code)}</area>`,
        ),
        '</info>',
      ].join('')
    })
    .join('')
}

function messageOf(city: SimCity, series: WarningSeries, steps: readonly Step[], { n, at, type }: Step): string {
  const { utcOffsetMinutes } = city.reference.city
  const id = (i: number): string => `${city.startAt.toString(36)}-${series.id}-${i}`
  const names = steps.slice(0, n).map((one) => `${SENDER},${id(one.n)},${stamp(one.at, utcOffsetMinutes)}`)
  const lastsMs = ((series.steps[n]?.lastsMin ?? 0) * MIN) / city.speed
  return [
    '<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    tag('identifier', id(n)),
    tag('sender', SENDER),
    tag('sent', stamp(at, utcOffsetMinutes)),
    tag('status', 'Actual'),
    tag('msgType', type),
    tag('source', '模拟城市 / simulated city'),
    tag('scope', 'Public'),
    type === 'Cancel' ? tag('note', `${series.sender.zh}解除${series.event.zh}预警信号`) : '',
    names.length === 0 ? '' : tag('references', names.join(' ')),
    infosOf(city, series, n, stamp(at + lastsMs, utcOffsetMinutes)),
    '</alert>',
  ].join('')
}

/** Warnings sent in [from, to), real time; none where no simulated feed carries them. */
export function warningsBetween(city: SimCity, from: number, to: number): OutMessage[] {
  const feed = city.reference.feeds.find((f) => f.simulated && f.format === 'cap')
  if (feed === undefined) return []
  return (city.scenario.warnings ?? []).flatMap((series) => {
    const steps = stepsOf(city, series)
    return steps
      .filter(({ at }) => at >= from && at < to)
      .map((step) => ({
        at: step.at,
        feed: feed.id,
        gateway: feed.gateway,
        topic: feed.topic,
        payload: messageOf(city, series, steps, step),
        values: 0,
        order: `${feed.id} ${series.id} ${String(step.n).padStart(2, '0')}`,
      }))
  })
}
