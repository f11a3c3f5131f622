// Lines of the lists of an area, in one form whatever they are of. Pure.
import type { Level } from '../../../core/level.ts'
import type { Text } from '../../../core/text.ts'
import type { InsideList } from '../../../wire/map.ts'

export interface InsideRow {
  readonly key: string
  readonly level: Level | undefined
  readonly text: string
  readonly aside: string
  readonly at: number | undefined
  readonly lng: number
  readonly lat: number
  readonly pick: { readonly type: string; readonly id: string } | undefined
}
export interface InsideWords {
  readonly say: (text: Text) => string
  readonly kind: (kind: string) => string
  readonly source: (source: string) => string
  readonly state: (state: NonNullable<InsideList['incidents']>[number]['state']) => string
  readonly silent: string
  readonly noMatter: string
}

export function insideRows(page: InsideList, words: InsideWords): readonly InsideRow[] {
  const { say } = words
  const joined = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' · ')
  return [
    ...[...(page.incidents ?? []), ...(page.opened ?? [])].map((row): InsideRow => ({
      key: row.id,
      level: row.level,
      text: say(row.title),
      aside: joined(row.code, words.state(row.state), say(row.areaName)),
      at: row.openedAt,
      lng: row.lng,
      lat: row.lat,
      pick: { type: 'incident', id: row.id },
    })),
    ...(page.sensors ?? []).map((one): InsideRow => ({
      key: one.id,
      level: one.level,
      text: one.name,
      aside: joined(words.kind(one.kind), one.silent ? words.silent : undefined, say(one.areaName)),
      at: one.lastAt,
      lng: one.lng,
      lat: one.lat,
      pick: { type: 'sensor', id: one.id },
    })),
    ...(page.alarms ?? []).map((alarm): InsideRow => ({
      key: alarm.id,
      level: alarm.level,
      text: say(alarm.name),
      aside: joined(alarm.sensorName, say(alarm.areaName)),
      at: alarm.raisedAt,
      lng: alarm.lng,
      lat: alarm.lat,
      pick: { type: 'sensor', id: alarm.sensor },
    })),
    ...(page.reports ?? []).map((report): InsideRow => ({
      key: report.id,
      level: undefined,
      text: report.matterName === undefined ? words.noMatter : say(report.matterName),
      aside: joined(words.source(report.source), say(report.areaName)),
      at: report.at,
      lng: report.lng,
      lat: report.lat,
      pick: report.incident === undefined ? undefined : { type: 'incident', id: report.incident },
    })),
  ]
}
