// A warning as screens see it: its words in both languages, where it holds, until when. Decides nothing.
import type { AreaCode } from '../../core/ids.ts'
import { geometryOf, codesOf } from '../../core/warning/areas.ts'
import { warningKey } from '../../core/warning/fold.ts'
import { spanOf } from '../../core/warning/span.ts'
import { levelOfInfo } from '../../core/warning/level.ts'
import type { Standing, Warning, WarningInfo, WarningKind } from '../../core/warning/types.ts'
import type { Text } from '../../core/text.ts'
import type { WarningRow } from '../../wire/warnings.ts'

/** What a row asks of the reference data. */
export interface Places {
  readonly city: { readonly code: AreaCode; readonly name: Text }
  readonly areas: ReadonlyMap<AreaCode, { readonly name: Text }>
}

/** More areas than this are counted, not listed. */
const NAMED_AREAS = 4

const isChinese = ({ language }: WarningInfo): boolean => /^zh/i.test(language)
const isEnglish = ({ language }: WarningInfo): boolean => /^en/i.test(language)

/** The gravest first: several infos of one language are parts of one warning. */
const inOrder = (infos: readonly WarningInfo[]): WarningInfo[] =>
  [...infos].sort((a, b) => (levelOfInfo(a) ?? 5) - (levelOfInfo(b) ?? 5))

/** One text from the infos of each language; where a language says nothing the other stands in. */
function textOf(infos: readonly WarningInfo[], pick: (info: WarningInfo) => string | undefined): Text | undefined {
  const say = (fits: (info: WarningInfo) => boolean): string | undefined => {
    const said = infos.filter(fits).flatMap((info) => pick(info) ?? [])
    return said.length === 0 ? undefined : [...new Set(said)].join('\n')
  }
  // A message in neither language (CAP's default is en-US, and many senders leave it) is shown as it is.
  const any = say(() => true)
  const [zh, en] = [say(isChinese) ?? any, say(isEnglish) ?? any]
  return zh === undefined || en === undefined ? undefined : { zh, en }
}

/** Whoever is named by the first info of a language. */
function firstOf(infos: readonly WarningInfo[], pick: (info: WarningInfo) => string | undefined): Text | undefined {
  const say = (fits: (info: WarningInfo) => boolean): string | undefined =>
    infos
      .filter(fits)
      .map(pick)
      .find((text) => text !== undefined)
  const any = say(() => true)
  const [zh, en] = [say(isChinese) ?? any, say(isEnglish) ?? any]
  return zh === undefined || en === undefined ? undefined : { zh, en }
}

function areaNameOf(warning: Warning, codes: readonly AreaCode[], places: Places): Text {
  if (codes.includes(places.city.code)) return { zh: '全市', en: 'Whole city' }
  const known = codes.flatMap((code) => places.areas.get(code)?.name ?? [])
  if (known.length > 0)
    return {
      zh: few(
        known.map((n) => n.zh),
        '、',
        (n) => `等 ${n} 处`,
      ),
      en: few(
        known.map((n) => n.en),
        ', ',
        (n) => ` and more, ${n} in all`,
      ),
    }
  const named = (fits: (info: WarningInfo) => boolean): string[] => [
    ...new Set(warning.infos.filter(fits).flatMap((info) => info.areas.flatMap((area) => area.name || []))),
  ]
  const any = named(() => true)
  const [zh, en] = [named(isChinese), named(isEnglish)].map((names) => (names.length === 0 ? any : names))
  if (any.length === 0) return { zh: '未说明范围', en: 'Area not stated' }
  return { zh: few(zh ?? any, '、', (n) => `等 ${n} 处`), en: few(en ?? any, ', ', (n) => ` and more, ${n} in all`) }
}

const few = (names: readonly string[], between: string, rest: (n: number) => string): string =>
  names.length <= NAMED_AREAS
    ? names.join(between)
    : `${names.slice(0, NAMED_AREAS).join(between)}${rest(names.length)}`

export interface RowInput {
  readonly warning: Warning
  readonly feed: string
  readonly simulated: boolean
  readonly kind: WarningKind | undefined
  readonly standing: Standing
  /** What it lifts or continues, for a cancellation that says nothing of its own. */
  readonly before: RowInput | undefined
}

export function toWarningRow(input: RowInput, places: Places): WarningRow {
  const { warning, standing, feed, simulated } = input
  const infos = inOrder(warning.infos.length > 0 ? warning.infos : (input.before?.warning.infos ?? []))
  const said = { ...warning, infos }
  const [worst] = infos
  const kind = input.kind ?? input.before?.kind
  const areas = codesOf(said, places.city.code, (code) => code === places.city.code || places.areas.has(code))
  const geometry = geometryOf(said)
  const { level, state, was, endedAt } = standing
  const headline = firstOf(infos, (info) => info.headline)
  // What only the warning before said is not said now: a cancellation's own note tells why.
  const own = inOrder(warning.infos)
  const description =
    textOf(own, (info) => info.description) ??
    (warning.note === undefined ? undefined : { zh: warning.note, en: warning.note })
  const instruction = textOf(own, (info) => info.instruction)
  return {
    id: warningKey(warning),
    feed,
    state,
    status: warning.status,
    ...(level === undefined ? {} : { level }),
    ...(was === undefined ? {} : { was }),
    ...(kind === undefined ? {} : { kind: kind.id }),
    name: kind?.name ?? firstOf(infos, (info) => info.event) ?? { zh: '预警', en: 'Warning' },
    areaName: areaNameOf(said, areas, places),
    areas,
    ...(geometry === undefined ? {} : { geometry: mutable(geometry) }),
    sentAt: warning.sentAt,
    ...spanOf(warning),
    ...(endedAt === undefined ? {} : { endedAt }),
    urgency: worst?.urgency ?? 'Unknown',
    severity: worst?.severity ?? 'Unknown',
    certainty: worst?.certainty ?? 'Unknown',
    senderName: firstOf(infos, (info) => info.senderName) ?? { zh: warning.sender, en: warning.sender },
    ...(headline === undefined ? {} : { headline }),
    ...(description === undefined ? {} : { description }),
    ...(instruction === undefined ? {} : { instruction }),
    simulated,
  }
}

const mutable = (geometry: NonNullable<ReturnType<typeof geometryOf>>): NonNullable<WarningRow['geometry']> => ({
  type: geometry.type,
  coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => [...ring])),
})
