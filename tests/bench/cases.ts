// The register at work: every act of a case's life through the case store, and what the queue is asked, as the register grows.
import { verifyChain } from '../../src/server/audit/read.ts'
import { openCases } from '../../src/server/cases/cases.ts'
import { openProjection } from '../../src/server/evaluate/projection.ts'
import { openNotify } from '../../src/server/notify/notify.ts'
import type { CaseFiles } from '../../src/server/ports.ts'
import { searchIncidents } from '../../src/server/reads/search.ts'
import { allWhenWritten } from '../../src/server/written.ts'
import { indexReference, loadReference, type ReferenceIndex } from '../../src/server/reference/load.ts'
import type { ActInput } from '../../src/core/incident/inputs.ts'
import type { Actor, Incident } from '../../src/core/incident/types.ts'
import type { ActCommand } from '../../src/wire/acts.ts'
import { expectSame, median, quantile, type Bench, type BenchContext, type Figure } from './bench.ts'
import { Caseload, OPEN_SHARE, PHOTO, staff } from './caseload.ts'
import { measureMonth, type Month } from './evaluation.ts'
import { NOW, QUESTIONS } from './questions.ts'
import { embeddedStore, fill, postgresStore, prepare, type Store } from './register.ts'

const CITY = 'city/yangzhou'

interface Sizes {
  readonly registers: readonly number[]
  /** Cases taken through their whole life at each size. */
  readonly lives: number
  /** Times each question is asked at each size; the first is not counted. */
  readonly asks: number
}
const WHOLE: Sizes = { registers: [1_000, 10_000, 100_000], lives: 20, asks: 11 }
const QUICK: Sizes = { registers: [200, 1_000], lives: 3, asks: 4 }

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** The least that any act must cost: one row changed, durably. */
async function bareTransactions({ db }: Store, times: number): Promise<number[]> {
  const spent: number[] = []
  const client = await db.pool.connect()
  try {
    for (let i = 0; i < times; i += 1)
      spent.push(
        await timed(async () => {
          await client.query('begin')
          await client.query('update bare set n = n + 1 where id = 1')
          await client.query('commit')
        }),
      )
  } finally {
    client.release()
  }
  return spent
}

interface Rig {
  readonly store: Store
  readonly cases: CaseFiles
  readonly reference: ReferenceIndex
  readonly tick: () => number
}

/** One case from the desk to its closure with all that may happen on the way; every act timed. */
async function live({ cases }: Rig, n: number, spent: Map<string, number[]>): Promise<void> {
  const street = { lng: 119.43 + (n % 50) / 1000, lat: 32.39 + (n % 37) / 1000 }
  const desk = {
    key: `bench-desk-${n}-${Math.round(performance.now())}`,
    text: '文昌中路井盖缺失，有安全隐患',
    ...street,
  }
  let incident: Incident | undefined
  const note = (act: string, ms: number): void => void spent.set(act, [...(spent.get(act) ?? []), ms])
  note(
    'open',
    await timed(async () => (incident = await cases.fromDesk(desk, { ...street, area: '321002001' }, staff.acceptor))),
  )
  const id = incident?.id ?? ''
  let version = incident?.version ?? 0
  const act = async (actor: Actor, input: ActInput): Promise<void> => {
    const key = `${id}-${version}-${input.act}`
    note(
      input.act,
      await timed(
        async () => ({ version } = await cases.act(id, { key, version, input: input as ActCommand['input'] }, actor)),
      ),
    )
  }
  const lead = staff.of('shizheng')
  const photos = [PHOTO]
  await act(staff.acceptor, { act: 'file', matter: '01001', condition: 'missing' })
  await act(staff.dispatcher, { act: 'dispatch', lead: 'shizheng', assist: ['chengguan'] })
  await act(lead, { act: 'accept' })
  await act(staff.of('chengguan'), { act: 'acceptOrder' })
  await act(staff.of('chengguan'), { act: 'finishOrder', note: '已协助围挡', photos })
  await act(staff.leader, { act: 'supervise', text: '请尽快' })
  await act(lead, { act: 'reply', text: '今日完成' })
  await act(lead, { act: 'requestExtension', reason: '材料未到' })
  await act(staff.dispatcher, { act: 'decideExtension', granted: true })
  await act(staff.dispatcher, { act: 'remind' })
  await act(lead, { act: 'progress', note: '正在更换', photos })
  await act(lead, { act: 'submit', note: '已更换', photos })
  await act(lead, { act: 'confirm' })
  await act(staff.collector, { act: 'check', passed: true, photos })
  await act(staff.acceptor, { act: 'note', text: '已回访' })
  await act(staff.acceptor, { act: 'close', conditionMet: true })
}

interface Measured {
  readonly size: number
  readonly acts: readonly number[]
  readonly questions: ReadonlyMap<string, readonly number[]>
  readonly details: readonly number[]
  readonly bare: readonly number[]
  readonly month: Month
}

async function measure(rig: Rig, size: number, { lives, asks }: Sizes): Promise<Measured> {
  const { store, cases, reference, tick } = rig
  const bare: number[] = []
  const spent = new Map<string, number[]>()
  // In turns with the baseline, so that a busy machine slows both alike. The first life warms up and is not counted.
  await live(rig, size, new Map())
  for (let n = 0; n < lives; n += 1) {
    bare.push(...(await bareTransactions(store, 17)))
    await live(rig, n, spent)
  }
  const questions = new Map<string, number[]>()
  for (const [name, query] of Object.entries(QUESTIONS)) {
    const times: number[] = []
    for (let n = 0; n < asks; n += 1)
      times.push(await timed(() => searchIncidents({ db: store.db, reference, now: tick }, query)))
    questions.set(name, times.slice(1))
  }
  const queue = await searchIncidents({ db: store.db, reference, now: tick }, { state: 'pendingDispatch', limit: 20 })
  const details: number[] = []
  for (const { id } of queue.rows) {
    const incident = await cases.get(id)
    if (incident)
      details.push(
        await timed(() =>
          Promise.all([cases.recommend(incident), cases.alike(incident), cases.reports(id), cases.events(id)]),
        ),
      )
  }
  const month = await measureMonth(store, reference, tick, Math.min(asks, 6))
  return { size, acts: [...spent.values()].flat(), questions, details, bare, month }
}

/** What was put there is found again, and the chain ends where its head says. */
async function check({ store, reference, tick }: Rig, size: number, lives: number, whole: boolean): Promise<void> {
  const found = await searchIncidents({ db: store.db, reference, now: tick }, { text: 'YZ-', sort: 'code', limit: 1 })
  expectSame('cases in the register', found.total, size + lives)
  const open = await searchIncidents({ db: store.db, reference, now: tick }, { open: true, limit: 1 })
  expectSame('open cases', open.total, (size * OPEN_SHARE) / 100)
  const { rows } = await store.db.pool.query<{ lines: string; head: string }>(
    'select (select count(*) from incident_event) as lines, (select seq from chain_head where id = 1) as head',
  )
  expectSame('lines of the chain', rows[0]?.lines, rows[0]?.head)
  if (whole) expectSame('the chain', (await verifyChain(store.db.query)).ok, true)
}

function figuresOf(name: string, all: readonly Measured[]): Figure[] {
  const against = 'bare single-row transaction'
  const figures: Figure[] = []
  for (const { size, acts, questions, details, bare, month } of all) {
    const at = `cases/${name}/${size}`
    const row = (what: string, times: readonly number[], q: number): void =>
      void figures.push({
        name: `${at}/${what}`,
        value: quantile(times, q),
        unit: 'ms',
        baseline: quantile(bare, q),
        against,
      })
    row('act p50', acts, 0.5)
    row('act p95', acts, 0.95)
    row('page of a case p95', details, 0.95)
    const asked = [...questions.values()].flat()
    row('question p50', asked, 0.5)
    row('question p95', asked, 0.95)
    const select = `bare select of its ${month.rows} rows`
    const ask = (what: string, times: readonly number[]): void =>
      void figures.push({
        name: `${at}/${what}`,
        value: quantile(times, 0.95),
        unit: 'ms',
        baseline: quantile(month.bare, 0.95),
        against: select,
      })
    ask('evaluation of a month p95', month.answers)
    ask('cases behind a figure p95', month.drills)
  }
  const [first, last] = [all[0], all.at(-1)]
  if (!first || !last) return figures
  for (const [question, times] of last.questions)
    figures.push({
      name: `cases/${name}/${last.size}/${question} p95`,
      value: quantile(times, 0.95),
      unit: 'ms',
      baseline: quantile(first.questions.get(question) ?? [], 0.95),
      against: `with ${first.size} cases`,
    })
  figures.push({
    name: `cases/${name}/act p95 growth`,
    value: quantile(last.acts, 0.95) / quantile(last.bare, 0.5),
    unit: 'bare transactions',
    baseline: quantile(first.acts, 0.95) / quantile(first.bare, 0.5),
    against: `with ${first.size} cases`,
  })
  return figures
}

async function runOn(name: string, store: Store, sizes: Sizes, { say }: BenchContext): Promise<Figure[]> {
  try {
    await prepare(store)
    const reference = indexReference(await loadReference(CITY), NOW)
    const load = new Caseload(reference, NOW)
    const startedAt = performance.now()
    const tick = (): number => NOW + Math.round(performance.now() - startedAt)
    const { db } = store
    const notify = openNotify({
      db,
      reference,
      now: tick,
      show: () => undefined,
      onError: (error) => say(error.message),
    })
    const obligations = openProjection({ db, reference })
    const cases = openCases({
      db,
      reference,
      now: tick,
      changed: () => undefined,
      whenWritten: allWhenWritten(notify.whenWritten, obligations.whenWritten),
    })
    const rig: Rig = { store, cases, reference, tick }
    const all: Measured[] = []
    let lives = 0
    for (const [at, size] of sizes.registers.entries()) {
      const filling = await timed(() => fill(store, load, reference, sizes.registers[at - 1] ?? 0, size))
      const making = await timed(() => obligations.catchUp())
      all.push(await measure(rig, size, sizes))
      lives += sizes.lives + 1
      await check(rig, size, lives, at === 0)
      const now = all.at(-1)
      say(
        `${name}, ${size} cases (filled in ${(filling / 1000).toFixed(0)} s, obligations made in ${(making / 1000).toFixed(0)} s): act p95 ${quantile(now?.acts ?? [], 0.95).toFixed(1)} ms, ` +
          `month p95 ${quantile(now?.month.answers ?? [], 0.95).toFixed(0)} ms (bare select ${quantile(now?.month.bare ?? [], 0.95).toFixed(0)} ms), question p95 ${quantile([...(now?.questions.values() ?? [])].flat(), 0.95).toFixed(0)} ms, bare ${median(now?.bare ?? []).toFixed(1)} ms`,
      )
    }
    await notify.stop()
    return figuresOf(name, all)
  } finally {
    await store.stop()
  }
}

async function run(context: BenchContext): Promise<Figure[]> {
  const sizes = context.quick ? QUICK : WHOLE
  const figures = await runOn('embedded', await embeddedStore(), sizes, context)
  const postgres = await postgresStore()
  if (postgres) figures.push(...(await runOn('postgres', postgres, sizes, context)))
  else
    context.say('no PostgreSQL is installed and BENCH_DATABASE_URL names none: measured on the embedded database alone')
  return figures
}

export const cases: Bench = {
  name: 'cases',
  about: 'acts on cases and questions to the queue as the register grows to 100,000 cases, against a bare transaction',
  run,
}
