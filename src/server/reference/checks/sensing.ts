// Sensor kinds, feed contracts and listed sensors against each other.
import { topicProblem } from '../../../feeds/topic.ts'
import type { Feed, Reference, SensorKind } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'
import { WHAT, keysOf, mustKnow } from './known.ts'

export function checkSensorKinds({ sensorKinds }: Reference, note: Note): void {
  keysOf(sensorKinds, (k) => k.id, note)
  for (const [i, kind] of sensorKinds.entries()) {
    keysOf(
      kind.metrics,
      (m) => m.id,
      (pointer, zh, en) => note(`/${i}/metrics${pointer}`, zh, en),
    )
    for (const [n, metric] of kind.metrics.entries()) {
      const { min, max, usualMin = min, usualMax = max } = metric
      if (min >= max) note(`/${i}/metrics/${n}`, 'min 不小于 max', 'min is not below max')
      else if (usualMin >= usualMax || usualMin < min || usualMax > max)
        note(`/${i}/metrics/${n}`, '通常范围不在可能范围之内', 'what is usual does not lie within what is possible')
    }
    if (kind.staleAfterMs <= kind.everyMs)
      note(`/${i}/staleAfterMs`, '不长于上报周期', 'is no longer than the reporting interval')
  }
}

/** True when one topic could belong to both templates. */
export function topicsOverlap(a: string, b: string): boolean {
  const [left, right] = [a.split('/'), b.split('/')]
  const open = (level: string | undefined): boolean => level === '+' || level?.startsWith('{') === true
  for (let i = 0; ; i++) {
    const [x, y] = [left[i], right[i]]
    if (x === '#' || y === '#') return true
    if (x === undefined || y === undefined) return x === y
    if (x !== y && !open(x) && !open(y)) return false
  }
}

export function checkFeeds(reference: Reference, note: Note): void {
  const { feeds } = reference
  const kinds = new Map(reference.sensorKinds.map((k) => [k.id, k]))
  const departments = new Set(reference.departments.map((d) => d.id))
  keysOf(feeds, (f) => f.id, note)
  for (const [i, feed] of feeds.entries()) {
    mustKnow(departments, feed.owner, WHAT.department, `/${i}/owner`, note)
    mustKnow(kinds, feed.kind, WHAT.kind, `/${i}/kind`, note)
    const refused = topicProblem(feed.topic)
    if (refused !== undefined) note(`/${i}/topic`, `主题不可用：${feed.topic}`, `the topic cannot be used: ${refused}`)
    for (const other of feeds.slice(0, i))
      if (topicsOverlap(feed.topic, other.topic))
        note(`/${i}/topic`, `与数据源 ${other.id} 的主题重叠`, `overlaps the topic of feed ${other.id}`)
    if (feed.carries.includes('readings')) checkReadings(feed, i, kinds, note)
    if (feed.carries.includes('positions')) checkPositions(feed, i, note)
  }
}

function checkReadings(feed: Feed, i: number, kinds: ReadonlyMap<string, SensorKind>, note: Note): void {
  const candidates =
    feed.kind === undefined ? [...kinds.values()] : [kinds.get(feed.kind)].filter((k) => k !== undefined)
  const metrics = new Set(candidates.flatMap((k) => k.metrics.map((m) => m.id)))
  mustKnow(metrics, feed.metric, WHAT.metric, `/${i}/metric`, note)
  for (const [n, { metric }] of (feed.map?.fields ?? []).entries())
    mustKnow(metrics, metric, WHAT.metric, `/${i}/map/fields/${n}/metric`, note)
  const mapped = feed.format === 'json' || feed.format === 'csv'
  if (mapped && feed.map === undefined)
    note(`/${i}`, `${feed.format} 格式需要 map`, `format ${feed.format} needs a map`)
  if (feed.format === 'number' && feed.metric === undefined && !feed.topic.includes('{metric}'))
    note(`/${i}`, '不知道数值属于哪个指标项', 'neither metric nor {metric} says what the number is')
  const named = feed.topic.includes('{device}') || feed.map?.device !== undefined
  if (!named && (mapped || feed.format === 'number'))
    note(`/${i}`, '不知道数值来自哪台设备', 'neither {device} nor map.device says where a value comes from')
}

function checkPositions({ units, format, topic, time, devices }: Feed, i: number, note: Note): void {
  if (units === undefined) return note(`/${i}`, '传位置的数据源需要 units', 'a feed of positions needs units')
  const { map } = units
  if (devices === 'listed')
    note(`/${i}/devices`, '移动单元只能登记或首报时登记', 'units are announced, or registered at their first position')
  if (format !== 'yiwang' && format !== 'json' && format !== 'csv')
    note(`/${i}/format`, `${format} 格式不能传位置`, `format ${format} carries no positions`)
  else if (format !== 'yiwang' && map === undefined)
    note(`/${i}/units`, `${format} 格式需要 units.map`, `format ${format} needs units.map`)
  if (map !== undefined && map.time === undefined && time.format !== 'arrival')
    note(`/${i}/units/map`, '位置没有时间', 'positions need a time')
  if (format !== 'yiwang' && map?.device === undefined && !topic.includes('{device}'))
    note(`/${i}`, '不知道位置属于哪个单元', 'neither {device} nor units.map.device says whose position it is')
}

export function checkSensors(reference: Reference, note: Note): void {
  const { sensors, city } = reference
  const feeds = new Map(reference.feeds.map((f) => [f.id, f]))
  const kinds = new Set(reference.sensorKinds.map((k) => k.id))
  const areas = new Set(reference.areas.map((a) => a.code))
  const departments = new Set(reference.departments.map((d) => d.id))
  const [west, south, east, north] = city.bounds
  keysOf(sensors, (s) => `${s.feed}/${s.device}`, note)
  for (const [i, sensor] of sensors.entries()) {
    if (mustKnow(feeds, sensor.feed, WHAT.feed, `/${i}/feed`, note)) {
      const feed = feeds.get(sensor.feed)
      if (feed?.carries.includes('readings') === false)
        note(`/${i}/feed`, `数据源 ${sensor.feed} 不传读数`, `feed ${sensor.feed} carries no readings`)
    }
    mustKnow(kinds, sensor.kind, WHAT.kind, `/${i}/kind`, note)
    mustKnow(areas, sensor.area, WHAT.area, `/${i}/area`, note)
    mustKnow(departments, sensor.owner, WHAT.department, `/${i}/owner`, note)
    mustKnow(departments, sensor.maintainer, WHAT.department, `/${i}/maintainer`, note)
    if (sensor.lng < west || sensor.lng > east || sensor.lat < south || sensor.lat > north)
      note(`/${i}`, '位置不在城市范围内', 'lies outside the city’s bounds')
  }
}
