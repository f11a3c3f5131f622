// Intake 受理: what the hub suggests while a report is being written. Advice only: nothing is stored, people decide.
import type { Advice } from '../../core/dispatch/advise.ts'
import type { Comparable } from '../../core/incident/alike.ts'
import type { AreaCode } from '../../core/ids.ts'
import type { Text } from '../../core/text.ts'
import type { IntakeQuestion, IntakeSuggestion } from '../../wire/intake.ts'
import { alikeReports, toAlikeView } from '../cases/alike.ts'
import { openStandings } from '../cases/practice.ts'
import { recommendationsOn } from '../cases/recommend.ts'
import type { Intake, Now, WhenWritten } from '../ports.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { openGazetteer, type FoundPlace, type PlaceKind } from './gazetteer.ts'
import { openLearning } from './learning.ts'
import { addAddress, addAddresses, addAreas, addMap, addSensors } from './places.ts'

export interface IntakeOptions {
  readonly db: Db
  readonly reference: ReferenceIndex
  readonly now: Now
  readonly cityFolder: string
}

export interface IntakeRoom extends Intake {
  readonly whenWritten: WhenWritten
  /** Learns what the store knows. May be awaited; the hub does not wait for it, suggestions only grow better. */
  start(): Promise<void>
  /** Waits for what a start is reading: the store may be closed afterwards. */
  stop(): Promise<void>
}

type Answer = IntakeSuggestion
/** As many as there are keys for. */
const MOST_PLACES = 3
const DAY_MS = 86_400_000
/** Not a case yet: no id that any case has. */
const NOT_YET = ''

export function openIntake({ db, reference, now, cityFolder }: IntakeOptions): IntakeRoom {
  const gazetteer = openGazetteer()
  const learning = openLearning({ db, reference, now })
  const standings = openStandings(db.query, now)

  /** The desk's reports are real; a hub that has only simulated cases shows what those taught, and says so. */
  const adviser = () => {
    const real = learning.of(false)
    const simulated = real.decisions === 0 && learning.of(true).decisions > 0
    return { simulated, adviser: simulated ? learning.of(true) : real }
  }

  function placesIn(question: IntakeQuestion): Answer['places'] {
    const found = gazetteer.find(`${question.address ?? ''}\n${question.text}`)
    return found.slice(0, MOST_PLACES).map(({ place, said }) => {
      const area = place.area ?? reference.areaAt(place.lng, place.lat)
      const precise = PRECISE.has(place.kind)
      const { name, lng, lat } = place
      return { name, lng, lat, area, areaName: reference.areaName(area), precise, why: placeWhy({ place, said }) }
    })
  }

  async function alikeTo(
    question: IntakeQuestion,
    at: { lng: number; lat: number; area: AreaCode } | undefined,
    advice: readonly Advice[],
  ): Promise<Answer['alike']> {
    if (!at) return []
    const { text, matter } = question
    const report: Comparable = { id: NOT_YET, place: at, openedAt: now(), text, state: 'pendingFiling' }
    const matters = matter === undefined ? [undefined, ...advice.map((one) => one.matter)] : [matter]
    return (await alikeReports({ reference }, db.query, report, matters)).map((one) => toAlikeView(one, reference))
  }

  let stopped = false
  let starting: Promise<void> | undefined
  async function load(): Promise<void> {
    const parts = [
      () => addMap(gazetteer, reference, cityFolder),
      () => addSensors(gazetteer, db),
      () => addAddresses(gazetteer, db, now() - reference.loop.learning.windowDays * DAY_MS),
      () => learning.load(),
    ]
    addAreas(gazetteer, reference)
    for (const part of parts) if (!stopped) await part()
  }

  return {
    whenWritten: async (query, change) => {
      const learn = await learning.whenWritten(query, change)
      const { place, simulated, source } = change.after
      const address = change.before === undefined && source !== 'sensor' ? place.address : undefined
      if (!learn && address === undefined) return undefined
      return () => {
        learn?.()
        if (address !== undefined) addAddress(gazetteer, { ...place, name: address, simulated })
      }
    },
    async start() {
      starting = load()
      await starting
    },
    async stop() {
      stopped = true
      learning.stop()
      await starting?.catch(() => undefined)
    },
    async suggest(question) {
      const { text, lng, lat, matter, condition } = question
      const at = now()
      const { adviser: learned, simulated } = adviser()
      const advice = learned.advise(text, reference.mattersAt(at))
      const places = placesIn(question)
      const known = lng !== undefined && lat !== undefined ? { lng, lat, area: reference.areaAt(lng, lat) } : undefined
      const likely = known ?? places.find(({ precise }) => precise) ?? places[0]
      const chosen = matter === undefined ? advice[0] : { matter, condition }
      const departments = chosen
        ? recommendationsOn({ reference, now }, db.query, standings, {
            matter: chosen.matter,
            ...(chosen.condition !== undefined && { condition: chosen.condition }),
            place: likely ?? { lng: NaN, lat: NaN, area: reference.city.code },
            returnedBy: [],
            simulated,
          })
        : []
      const alike = alikeTo(question, known ?? places.find(({ precise }) => precise), advice)
      await Promise.allSettled([departments, alike])
      return {
        matters: advice.flatMap((one): Answer['matters'] => {
          const name = reference.snapshotOf(one.matter, one.condition, at)?.name
          if (!name) return []
          const { confidence, via } = one
          return [{ matter: one.matter, condition: one.condition, name, confidence, via, why: matterWhy(one) }]
        }),
        places,
        ...(known && { area: { code: known.area, name: reference.areaName(known.area) } }),
        departments: await departments,
        alike: await alike,
        learnedFrom: learned.decisions,
        ...(simulated && { simulated }),
      }
    },
  }
}

const PRECISE: ReadonlySet<PlaceKind> = new Set(['address', 'sensor', 'crossing'])

const KIND_WORDS: Readonly<Record<PlaceKind, Text>> = {
  address: { zh: '以往上报过的地址', en: 'an address reported before' },
  sensor: { zh: '监测设备所在地', en: 'where a sensor stands' },
  crossing: { zh: '两条道路的交会处', en: 'where two roads meet' },
  road: { zh: '道路中段，请在地图上点准', en: 'the middle of a road: set the exact point on the map' },
  spot: { zh: '地图上的地名', en: 'a name on the map' },
  street: { zh: '街道、镇的中心，请在地图上点准', en: 'the middle of a subdistrict: set the exact point on the map' },
  district: { zh: '区县的中心，请在地图上点准', en: 'the middle of a district: set the exact point on the map' },
}

function placeWhy({ place, said }: FoundPlace): Text {
  const { zh, en } = KIND_WORDS[place.kind]
  return {
    zh: `提到「${said}」：${zh}${place.simulated ? '（模拟数据）' : ''}`,
    en: `“${said}” is mentioned: ${en}${place.simulated ? ' (simulated data)' : ''}`,
  }
}

function matterWhy({ matched, because }: Advice): Text {
  const learned = because.filter((word) => !matched.includes(word))
  const parts = [
    matched.length > 0 && {
      zh: `文字提到「${matched.join('、')}」`,
      en: `the text says “${matched.join(', ')}”`,
    },
    learned.length > 0 && {
      zh: `以往含「${learned.join('、')}」的多按此立案`,
      en: `reports with “${learned.join(', ')}” were filed so before`,
    },
  ].filter((part) => part !== false)
  if (parts.length === 0) return { zh: '与以往按此立案的文字相近', en: 'like reports that were filed so before' }
  return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') }
}
