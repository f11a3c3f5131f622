// `npm run mock`: the simulated city from the command line, or as the process that the hub starts. Joins the parts; decides nothing.
import { between } from './between.ts'
import { digest, DIGEST_START_AT } from './digest.ts'
import { ContractError } from './gateways/encode.ts'
import { Live } from './live.ts'
import { tellPast } from './tellPast.ts'
import { HELP, OptionError, readOptions, type Options } from './options.ts'
import { ReferenceError, readReference } from './reference.ts'
import { ScenarioError, loadScenario, scenarios } from './scenarios/load.ts'
import { readSecrets } from './secrets.ts'
import { Staff } from './staff/work.ts'
import { buildTerrain } from './terrain/build.ts'
import { writeMapFiles } from './terrain/geojson.ts'
import { buildStage, cityTime, createCity, type SimCity } from './world/city.ts'
import { darkness } from './world/rhythm.ts'

const out = (line: string): void => void process.stdout.write(`${line}\n`)
const say = (line: string): void => void process.stderr.write(`[mock] ${line}\n`)

function fixedCity(options: Options): SimCity {
  return createCity({
    reference: readReference(options.city),
    seed: options.seed,
    scenario: loadScenario(options.scenario),
    startAt: options.startAt ?? DIGEST_START_AT,
    speed: options.speed,
  })
}

function print(options: Options): void {
  const city = fixedCity(options)
  let left = options.amount
  for (let at = city.startAt; left > 0 && at < city.startAt + 86_400_000; at += 1000)
    for (const m of between(city, at, at + 1000)) {
      if (options.feed !== undefined && m.feed !== options.feed) continue
      if (left-- <= 0) break
      out(`${new Date(m.at).toISOString()} ${m.gateway} ${m.topic} ${m.payload}${m.fault ? `   # ${m.fault}` : ''}`)
    }
}

async function run(options: Options): Promise<void> {
  const stops: (() => Promise<void>)[] = []
  let isStopping = false
  const end = (): void => {
    if (isStopping) return
    isStopping = true
    // A broker that does not answer must not keep us.
    setTimeout(() => process.exit(0), 3000).unref()
    void Promise.allSettled(stops.map((stop) => stop())).finally(() => process.exit(0))
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  const secrets = await readSecrets(options, process.env, end)
  const reference = readReference(options.city)
  const scenario = loadScenario(options.scenario)
  const stage = buildStage(reference)
  const live = new Live({
    url: options.url,
    secrets: secrets?.gateways,
    input: { reference, seed: options.seed, scenario, speed: options.speed },
    stage,
    say,
    onStart: (city) =>
      say(
        `模拟城市 ${scenario.name.zh} (${scenario.id}) · ${city.devices.length} devices · seed ${city.seed} · speed ${city.speed}`,
      ),
  })
  const accounts = options.isStaffOn ? (secrets?.staff ?? []) : []
  const staff =
    accounts.length === 0
      ? undefined
      : new Staff({
          hub: options.hub,
          accounts,
          seed: options.seed,
          speed: options.speed,
          say,
          looked: (rows) => live.sendCrews(rows),
          isNight: () => live.city !== undefined && darkness(live.city, cityTime(live.city, Date.now())) > 0.5,
        })
  stops.push(() => live.stop())
  if (staff) stops.push(() => staff.stop())
  if (isStopping) return
  live.start()
  staff?.start()
  if (options.past !== undefined) void tellPast({ reference, seed: options.seed, scenario }, stage, options.past)
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  switch (options.command) {
    case 'help':
      return out(HELP)
    case 'scenarios':
      for (const s of scenarios())
        out(
          `${s.id.padEnd(16)} ${s.name.zh} · ${s.name.en}\n${' '.repeat(17)}${s.about.zh}\n${' '.repeat(17)}${s.about.en}`,
        )
      return
    case 'writeMap':
      for (const { file, bytes } of writeMapFiles(buildTerrain(readReference(options.city)), options.city))
        out(`${file}: ${bytes} bytes`)
      return
    case 'print':
      return print(options)
    case 'digest': {
      const d = digest(fixedCity(options), options.amount)
      return out(`${d.sha256}  ${d.messages} messages, ${d.values} values`)
    }
    case 'run':
      return run(options)
  }
}

main().catch((error: unknown) => {
  const isPlain = [OptionError, ReferenceError, ScenarioError, ContractError].some((known) => error instanceof known)
  say(isPlain && error instanceof Error ? error.message : String(error instanceof Error ? error.stack : error))
  // Settings that cannot be meant have a code of their own: the hub that started us then refuses them as well.
  process.exit(isPlain ? 2 : 1)
})
