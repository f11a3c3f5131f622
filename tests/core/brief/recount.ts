// Every figure a second time: plain loops over the facts, in the words of each definition, sharing nothing with the rules.
import type { Before, BriefCase, BriefFacts, BriefSupervised } from '../../../src/core/brief/types.ts'

/** Within 400 m on a plane, and of one matter or of like words (two-character pieces in common). */
function isAlike(a: BriefCase, b: BriefCase): boolean {
  const metres = Math.hypot(
    (a.lng! - b.lng!) * 111_195 * Math.cos((a.lat! * Math.PI) / 180),
    (a.lat! - b.lat!) * 111_195,
  )
  const pieces = (c: BriefCase): string[] => {
    const words = c.words ?? c.title.zh.replace(/\s/g, '')
    return [...new Set([...words].slice(1).map((letter, n) => `${words[n]}${letter}`))]
  }
  const [p, q] = [pieces(a), pieces(b)]
  const shared = p.filter((piece) => q.includes(piece)).length
  return metres <= 400 && (a.matter === b.matter || shared / (p.length + q.length - shared) >= 0.45)
}

/** The second count: plain loops over the facts, in the words of each definition. `topics`: reports of each topic, by its first. */
export function recount(facts: BriefFacts, key: string, topics?: Readonly<Record<string, number>>): number | undefined {
  const end = Math.min(facts.now, facts.to)
  const during = (t?: number): boolean => t !== undefined && t >= facts.from && t < facts.to && t <= end
  const cases = (ok: (c: BriefCase) => boolean): number =>
    facts.cases.filter((c) => (facts.filter?.matter ?? c.matter) === c.matter && ok(c)).length
  const dead = (c: BriefCase): boolean => ['refused', 'cancelled'].includes(c.state)
  const isOpen = (c: BriefCase): boolean =>
    c.openedAt <= end && !dead(c) && c.state !== 'merged' && (c.closedAt === undefined || c.closedAt > end)
  const isDue = (c: BriefCase): boolean => during(c.dueAt) && c.dueAt! < end && !dead(c) && c.state !== 'suspended'
  const met = (c: BriefCase): boolean => done(c) && (c.confirmedAt! <= c.dueAt! || c.exempt === true)
  const done = (c: BriefCase): boolean => c.confirmedAt !== undefined && c.confirmedAt <= end
  const running = (c: BriefCase): boolean => isOpen(c) && c.state !== 'suspended' && c.dueAt !== undefined && !done(c)
  const standing = (level?: number): number =>
    facts.alarms.filter(
      (a) => (!level || a.level === level) && a.raisedAt <= end && !(a.clearedAt !== undefined && a.clearedAt <= end),
    ).length
  const one = (x: number, digits = 1): number => Number(x.toFixed(digits))
  const indicator = (id: string) => facts.indicators.find((i) => i.id === id)!
  const sum = (of: 'accepted' | 'rejected'): number => facts.feeds.reduce((n, f) => n + f[of], 0)
  const runs = (x: BriefSupervised): boolean =>
    x.givenAt <= end && x.state !== 'withdrawn' && !(x.closedAt !== undefined && x.closedAt <= end)
  const points = (than: Before | undefined): number =>
    one(Math.abs((cases((c) => isDue(c) && met(c)) / cases(isDue)) * 100 - (than!.onTime / than!.due) * 100))
  const isNew = cases((c) => during(c.openedAt))
  const closed = cases((c) => during(c.closedAt))

  const plain: Record<string, () => number> = {
    'cases.opened': () => isNew,
    'cases.filed': () => cases((c) => during(c.filedAt)),
    'cases.dispatched': () => cases((c) => during(c.dispatchedAt)),
    'cases.closed': () => closed,
    'cases.open': () => cases(isOpen),
    'cases.due': () => cases(isDue),
    'cases.onTime': () => cases((c) => isDue(c) && met(c)),
    'cases.onTimeRate': () => one((cases((c) => isDue(c) && met(c)) / cases(isDue)) * 100),
    'cases.late': () => cases((c) => isDue(c) && !met(c) && done(c)),
    'cases.undisposed': () => cases((c) => isDue(c) && !done(c)),
    'cases.overdue': () => cases((c) => running(c) && c.dueAt! < end),
    'verdict.overdue': () => cases((c) => running(c) && c.dueAt! < end),
    'verdict.silent': () => facts.feeds.filter((f) => f.silent).length,
    'verdict.alarms1': () => standing(1),
    'incidents.majors': () =>
      cases(
        (c) =>
          (c.level <= 2 || c.supervised === true) &&
          c.openedAt <= end &&
          (during(c.openedAt) || during(c.closedAt) || isOpen(c)),
      ),
    'weather.warnings': () => facts.warnings.length,
    'departments.all': () => one((cases((c) => isDue(c) && met(c)) / cases(isDue)) * 100),
    'instructions.given': () => facts.supervised.filter((x) => during(x.givenAt)).length,
    'instructions.running': () => facts.supervised.filter(runs).length,
    'instructions.overdue': () => facts.supervised.filter((x) => runs(x) && x.dueAt < end).length,
    'verdict.supervised': () => facts.supervised.filter((x) => runs(x) && x.dueAt < end).length,
    'instructions.closed': () => facts.supervised.filter((x) => x.state === 'closed' && during(x.closedAt)).length,
    'watch.supervised': () => facts.supervised.filter((x) => runs(x) && x.dueAt >= end && x.colour === 'yellow').length,
    'changes.onTime.points': () => points(facts.previous),
    'changes.lastWeek.onTime.points': () => points(facts.lastWeek),
    'changes.lastYear.onTime.points': () => points(facts.lastYear),
    'hotline.cases': () => cases((c) => during(c.openedAt) && c.source === 'hotline'),
    'watch.due': () => cases((c) => running(c) && c.dueAt! >= end && c.dueAt! < end + 24 * 3_600_000),
    'watch.alarms': () => standing(),
    'quality.feeds': () => facts.feeds.length,
    'quality.silent': () => facts.feeds.filter((f) => f.silent).length,
    'quality.accepted': () => sum('accepted'),
    'quality.rejected': () => sum('rejected'),
    'quality.rejectedRate': () => one((sum('rejected') / (sum('accepted') + sum('rejected'))) * 100),
    'quality.indicators': () => facts.indicators.length,
    'quality.head.cases': () => facts.heads?.find((h) => h.chain === 'cases')?.seq ?? NaN,
    'quality.head.audit': () => facts.heads?.find((h) => h.chain === 'audit')?.seq ?? NaN,
    'quality.unknown': () => facts.indicators.filter((i) => i.value === undefined).length,
  }
  if (plain[key]) return plain[key]()
  const [section, kind = '', ...rest] = key.split('.')
  const level = Number(kind.at(-1))
  const tail = rest.join('.')
  const change = /^changes\.(?:(lastWeek|lastYear)\.)?(opened|closed)\.(delta|percent)$/.exec(key)
  if (change) {
    const of = change[2] as 'opened' | 'closed'
    const than = change[1] === undefined ? facts.previous : facts[change[1] as 'lastWeek' | 'lastYear']!
    const delta = Math.abs((of === 'opened' ? isNew : closed) - than[of])
    return change[3] === 'delta' ? delta : one((delta / than[of]) * 100)
  }
  if (section === 'departments') {
    const own = (ok: (c: BriefCase) => boolean): number => cases((c) => c.lead === kind && ok(c))
    if (tail === 'open') return own(isOpen)
    if (tail === 'due') return own(isDue)
    if (tail === 'onTime') return own((c) => isDue(c) && met(c))
    if (tail === 'overdue') return own((c) => running(c) && c.dueAt! < end)
    return one((own((c) => isDue(c) && met(c)) / own(isDue)) * 100)
  }
  if (kind.startsWith('warnings')) return facts.warnings.filter((w) => w.level === level).length
  const topic = /^hotline\.topic\.(.+?)\.(before|delta|percent)$/.exec(key)
  if (topic) {
    const first = facts.cases.find(({ id }) => id === topic[1])!
    const base = facts.callsBefore!.cases.filter(
      (c) => (facts.filter?.matter ?? c.matter) === c.matter && !dead(c) && isAlike(first, c),
    ).length
    const delta = Math.abs((topics?.[first.id] ?? NaN) - base)
    return topic[2] === 'before' ? base : topic[2] === 'delta' ? delta : one((delta / base) * 100)
  }
  // Which reports are alike is tested in topics.test.ts.
  if (kind === 'topic' || kind === 'recurring') return undefined
  if (kind.startsWith('open')) return cases((c) => isOpen(c) && c.level === level)
  if (kind.startsWith('done'))
    return cases(
      (c) =>
        c.level === level &&
        during(c.openedAt) &&
        c.closedAt !== undefined &&
        c.closedAt <= end &&
        !dead(c) &&
        c.state !== 'merged',
    )
  if (kind.startsWith('indicators'))
    return facts.indicators.filter((i) => i.value !== undefined && i.level === level).length
  if (kind.startsWith('alarms')) return standing(level)
  if (kind === 'channel') return cases((c) => during(c.openedAt) && c.source === tail)
  if (kind === 'day') {
    const from = Date.parse(`${tail}T00:00:00+08:00`)
    return cases((c) => during(c.openedAt) && c.openedAt >= from && c.openedAt < from + 86_400_000)
  }
  if (kind === 'matter')
    return cases((c) => during(c.openedAt) && c.matter === tail && (section === 'cases' || c.source === 'hotline'))
  const i = indicator(kind)
  if (section === 'vitals') {
    if (tail === 'coverage') return one(i.coverage * 100)
    return one(tail === 'min' ? i.min! : tail === 'max' ? i.max! : i.value!, i.decimals)
  }
  if (section === 'watch') return one(i.ahead![tail as 'value' | 'low' | 'high'], i.decimals)
  if (tail === 'value') return one(i.value!, i.decimals)
  const base = tail.startsWith('lastYear.') ? i.lastYear! : i.previous!
  if (tail.endsWith('delta')) return one(Math.abs(i.value! - base), i.decimals)
  return tail.endsWith('percent') ? one((Math.abs(i.value! - base) / Math.abs(base)) * 100) : undefined
}
