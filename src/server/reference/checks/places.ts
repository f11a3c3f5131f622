// City, areas, departments and calendar against each other.
import type { Reference } from '../../../wire/reference.ts'
import type { Note } from '../problem.ts'
import { WHAT, keysOf, mustKnow } from './known.ts'

export function checkCity({ city, areas, calendar }: Reference, note: Note): void {
  const [west, south, east, north] = city.bounds
  if (west >= east || south >= north) note('/bounds', '应为西、南、东、北', 'must be west, south, east, north')
  const [lng, lat] = city.center
  if (lng < west || lng > east || lat < south || lat > north)
    note('/center', '中心不在范围内', 'the centre lies outside the bounds')
  if (!areas.some((a) => a.code === city.code && a.kind === 'city'))
    note('/code', `区域中没有这座城市：${city.code}`, `areas.json has no city ${city.code}`)
  try {
    new Intl.DateTimeFormat('en', { timeZone: city.zone })
  } catch {
    note('/zone', `没有这个时区：${city.zone}`, `no such time zone: ${city.zone}`)
  }
  if (calendar.utcOffsetMinutes !== city.utcOffsetMinutes)
    note('/utcOffsetMinutes', '与工作日历不一致', 'differs from calendar.json')
  keysOf(
    city.map,
    (m) => m.id,
    (pointer, zh, en) => note(`/map${pointer}`, zh, en),
  )
}

const PARENT_KINDS: Readonly<Record<string, readonly string[]>> = {
  city: [],
  district: ['city'],
  street: ['district'],
  grid: ['street', 'grid'],
}

export function checkAreas({ areas }: Reference, note: Note): void {
  keysOf(areas, (a) => a.code, note)
  const byCode = new Map(areas.map((a) => [a.code, a]))
  for (const [i, area] of areas.entries()) {
    const kinds = PARENT_KINDS[area.kind] ?? []
    if (kinds.length === 0) continue
    const parent = area.parent === undefined ? undefined : byCode.get(area.parent)
    if (area.parent === undefined) note(`/${i}`, '缺少上级区域', 'has no parent')
    else if (mustKnow(byCode, area.parent, WHAT.area, `/${i}/parent`, note) && !kinds.includes(parent?.kind ?? ''))
      note(`/${i}/parent`, `上级的类别不对：${area.parent}`, `the parent is of the wrong kind: ${area.parent}`)
    if (area.kind !== 'grid' && (area.lng === undefined || area.lat === undefined))
      note(`/${i}`, '缺少标注点', 'has no label point')
  }
}

export function checkDepartments({ departments, areas }: Reference, note: Note): void {
  keysOf(departments, (d) => d.id, note)
  const codes = new Set(areas.map((a) => a.code))
  const answered = new Map<string, string>()
  for (const [i, { id, kind, area }] of departments.entries()) {
    mustKnow(codes, area, WHAT.area, `/${i}/area`, note)
    if (kind !== 'territory') continue
    if (area === undefined) note(`/${i}`, '属地部门缺少区域', 'a territory needs an area')
    else if (answered.has(area))
      note(`/${i}/area`, `已由 ${answered.get(area)} 负责`, `is already answered for by ${answered.get(area)}`)
    else answered.set(area, id)
  }
  for (const area of areas)
    if ((area.kind === 'district' || area.kind === 'street') && !answered.has(area.code))
      note(
        '',
        `${area.name.zh}（${area.code}）没有属地部门`,
        `${area.name.en} (${area.code}) has no territory department`,
      )
}

export function checkCalendar({ calendar }: Reference, note: Note): void {
  const { sessions, holidays, workdays, knownFrom, knownTo } = calendar
  if (knownFrom > knownTo) note('/knownTo', '早于 knownFrom', 'is before knownFrom')
  for (const [i, [from, to]] of sessions.entries()) {
    if (from >= to) note(`/sessions/${i}`, '开始不早于结束', 'does not end after it begins')
    const before = sessions[i - 1]
    if (before !== undefined && before[1] > from) note(`/sessions/${i}`, '与前一时段重叠', 'overlaps the one before')
  }
  const off = new Set(holidays)
  for (const name of ['holidays', 'workdays'] as const) {
    keysOf(
      calendar[name],
      (date) => date,
      (pointer, zh, en) => note(`/${name}${pointer}`, zh, en),
    )
    for (const [i, date] of calendar[name].entries())
      if (date < knownFrom || date > knownTo)
        note(`/${name}/${i}`, `${date} 不在已知范围内`, `${date} lies outside knownFrom–knownTo`)
  }
  for (const [i, date] of workdays.entries())
    if (off.has(date)) note(`/workdays/${i}`, `${date} 同时是休息日`, `${date} is a day off too`)
}
