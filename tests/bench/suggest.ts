// Suggestions at intake: how often they are right on labelled complaints, whether they are as sure as they should be, and how
// fast they come with a full register. The complaints are read where they lie; nothing of them is kept.
import { createLearner, type Learner } from '../../src/core/dispatch/learn.ts'
import { openIntake } from '../../src/server/intake/intake.ts'
import { indexReference, loadReference } from '../../src/server/reference/load.ts'
import { quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { Caseload } from './caseload.ts'
import { naiveBayesRight, readComplaints, type Complaint } from './complaints.ts'
import { NOW } from './questions.ts'
import { embeddedStore, fill, prepare } from './register.ts'

const CITY = 'city/yangzhou'
const HELD_OUT = 0.1
/** The first decisions are a start, not a measure. */
const WARM = 500
const BANDS = 10
const QUESTIONS = [
  '文昌中路与汶河南路路口井盖缺失，电动车差点摔倒',
  '广陵区小区门口路灯不亮，一片漆黑',
  '立体车库着火，冒烟很大',
  '河边垃圾堆了好几天没人清运，味道刺鼻',
  '邗江区工地夜里打桩，孩子睡不着',
]

interface Told {
  readonly label: string
  readonly labels: readonly string[]
  readonly confidences: readonly number[]
}
const tell = (learner: Learner<string>, { text, label }: Complaint): Told => {
  const found = learner.suggest(text)
  return { label, labels: found.map((one) => one.label), confidences: found.map((one) => one.confidence) }
}
const share = (told: readonly Told[], right: (one: Told) => boolean): number =>
  (100 * told.filter(right).length) / told.length
const topOne = ({ label, labels }: Told): boolean => labels[0] === label
const topThree = ({ label, labels }: Told): boolean => labels.includes(label)

function majority(all: readonly Complaint[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { label } of all) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function sayCalibration(what: string, told: readonly Told[], say: BenchContext['say']): Figure {
  const bands = Array.from({ length: BANDS }, () => ({ said: 0, right: 0, n: 0 }))
  for (const { label, labels, confidences } of told)
    for (const [at, confidence] of confidences.entries()) {
      const band = bands[Math.min(BANDS - 1, Math.floor(confidence * BANDS))]
      if (!band) continue
      band.n += 1
      band.said += confidence
      band.right += labels[at] === label ? 1 : 0
    }
  const all = bands.reduce((sum, { n }) => sum + n, 0)
  const off = bands.reduce((sum, { said, right }) => sum + Math.abs(said - right), 0) / all
  say(`${what}, said → right (answers):`)
  for (const { n, said, right } of bands)
    if (n > 0) say(`  ${((100 * said) / n).toFixed(0)} % → ${((100 * right) / n).toFixed(0)} % (${n})`)
  return { name: `suggest/${what}/calibration error`, value: 100 * off, unit: 'points' }
}

function replay(all: readonly Complaint[], { say }: BenchContext): Figure[] {
  const figures: Figure[] = []
  const cut = Math.floor(all.length * (1 - HELD_OUT))
  const [learned, asked] = [all.slice(0, cut), all.slice(cut)]
  const naive = 100 * naiveBayesRight(learned, asked)
  const most = majority(learned)
  const learner = createLearner<string>()
  const prequential: Told[] = []
  let learning = 0
  let telling = 0
  for (const [at, one] of all.entries()) {
    // The hold-out is told by what was learned before it, in the same pass.
    if (at < cut && at >= WARM) {
      const startedAt = performance.now()
      prequential.push(tell(learner, one))
      telling += performance.now() - startedAt
    }
    if (at < cut) {
      const startedAt = performance.now()
      learner.learn(one.text, one.label)
      learning += performance.now() - startedAt
    }
  }
  const held = asked.map((one) => tell(learner, one))
  const add = (name: string, value: number, unit: string, baseline?: number, against?: string): void =>
    void figures.push({
      name: `suggest/${name}`,
      value,
      unit,
      ...(baseline !== undefined && { baseline }),
      ...(against !== undefined && { against }),
    })
  add('held out/top-1', share(held, topOne), '%', naive, 'naive Bayes over words')
  add(
    'held out/top-1',
    share(held, topOne),
    '%',
    share(held, ({ label }) => label === most),
    'the commonest class',
  )
  add('held out/top-3', share(held, topThree), '%')
  add('as it comes/top-1', share(prequential, topOne), '%')
  add('as it comes/top-3', share(prequential, topThree), '%')
  for (const label of [...new Set(all.map((one) => one.label))].sort()) {
    const own = held.filter((one) => one.label === label)
    add(`held out/${label} (${own.length})/top-1`, share(own, topOne), '%')
    add(`held out/${label} (${own.length})/top-3`, share(own, topThree), '%')
  }
  figures.push(sayCalibration('held out', held, say), sayCalibration('as it comes', prequential, say))
  add('10,000 decisions learned', (learning / cut) * 10_000, 'ms')
  add('one suggestion', telling / prequential.length, 'ms')
  const raw = readComplaints('raw')
  if (raw) {
    // Known sentences would be no test: some of the raw ones are in the other file as well, put into words.
    const fresh = raw.map((one) => tell(learner, one))
    add(`raw sentences (${raw.length}, some known)/top-1`, share(fresh, topOne), '%')
  }
  return figures
}

async function answering({ quick, say }: BenchContext): Promise<Figure[]> {
  const size = quick ? 1_000 : 100_000
  const store = await embeddedStore()
  try {
    await prepare(store)
    const reference = indexReference(await loadReference(CITY), NOW)
    await fill(store, new Caseload(reference, NOW), reference, 0, size)
    const intake = openIntake({ db: store.db, reference, now: () => NOW, cityFolder: CITY })
    const startedAt = performance.now()
    await intake.start()
    say(`${size} cases: learned what the desk decided in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    const times: number[] = []
    const bare: number[] = []
    for (let n = 0; n < (quick ? 20 : 200); n += 1) {
      const text = `${QUESTIONS[n % QUESTIONS.length] ?? ''}，第${n}次`
      const point = { lng: 119.4 + (n % 40) / 800, lat: 32.38 + (n % 30) / 900 }
      let from = performance.now()
      await store.db.pool.query('select n from bare where id = 1')
      bare.push(performance.now() - from)
      from = performance.now()
      const answer = await intake.suggest({ text, ...point })
      times.push(performance.now() - from)
      if (answer.matters.length === 0) throw new Error(`nothing suggested for «${text}»`)
    }
    await intake.stop()
    const against = 'bare select of one row'
    const figure = (q: number, name: string): Figure => ({
      name: `suggest/${size} cases/whole answer ${name}`,
      value: quantile(times.slice(5), q),
      unit: 'ms',
      baseline: quantile(bare.slice(5), q),
      against,
    })
    return [figure(0.5, 'p50'), figure(0.95, 'p95')]
  } finally {
    await store.stop()
  }
}

async function run(context: BenchContext): Promise<Figure[]> {
  const complaints = readComplaints('tokens')
  if (!complaints) context.say('the labelled complaints are not here (YIWANG_SHARED_DATA names where): no replay')
  const replayed = complaints ? replay(context.quick ? complaints.slice(0, 2_000) : complaints, context) : []
  return [...replayed, ...(await answering(context))]
}

export const suggest: Bench = {
  name: 'suggest',
  about: 'suggestions at intake: right and as sure as they say on labelled complaints, and fast with 100,000 cases',
  run,
}
