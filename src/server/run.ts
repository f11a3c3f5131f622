// A start whose configuration holds: build, hub, demonstration, what it greets with, and a clean end on Ctrl-C.
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { buildWeb, servedVersion } from './build.ts'
import { isLoopback, type Config } from './config.ts'
import { openDemo, openGateways, startCity, type DemoAccount } from './demo.ts'
import { dataFile, startHub, type Hub } from './hub.ts'
import { progress, refuse, say } from './terminal.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Exit code of the simulated city whose settings cannot be meant (SCENARIO, say). */
const CITY_REFUSES = 2
const END_MS = 15_000
const SHOWN_DEPARTMENTS = 4

export async function run(config: Config, version: string): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const webFolder = await buildWeb(ROOT, progress)
  const hub = await startHub({ config, version: servedVersion(version, webFolder), log, progress, webFolder })
  const demo = config.simulate && isLoopback(config.host) && config.mqttUrl === undefined
  const stops: (() => Promise<void>)[] = [() => hub.stop()]
  let ending = false
  const end = async (code: number): Promise<void> => {
    if (ending) return
    ending = true
    // What was acknowledged is durable already: an end that hangs loses nothing by being cut short.
    setTimeout(() => refuse('Stopping took too long and was cut short.'), END_MS).unref()
    for (const stop of stops.reverse()) await stop()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      say('Stopping …')
      void end(0)
    })
  if (demo) {
    const { people, staff } = await openDemo(hub, config)
    const gateways = await openGateways(hub)
    const city = startCity({
      root: ROOT,
      config,
      hub,
      gateways,
      staff,
      past: config.past && config.speed === 1 ? await hub.past.wanted() : undefined,
      onPastError: (error) => log.warn({ err: error }, 'a past hour of the simulated city was not kept'),
      onEnd: (code) => {
        // Its own sentence stands above; a setting that is wrong for it is wrong for this start.
        if (code === CITY_REFUSES) void end(1)
        else say(`The simulated city ended with code ${code}; the hub goes on without it.`)
      },
    })
    stops.push(() => city.stop())
    greet(config, hub)
    sayDemo(config, hub, people, gateways)
  } else {
    greet(config, hub)
    if (config.simulate)
      say(
        '  The simulated city stays off: it needs HOST on loopback and the embedded broker. SIMULATE=off silences this line.',
      )
    const first = await hub.accounts.ensureAdministrator()
    if (first !== undefined) say(`  First administrator, shown once: ${first.username} / ${first.password}`)
  }
}

function greet(config: Config, hub: Hub): void {
  say(`\nReady. Look at http://${config.host}:${hub.port}`)
  say(
    hub.mqttPort === undefined
      ? `  Devices: ${config.mqttUrl?.replace(/\/\/.*@/, '//')}`
      : `  Devices: mqtt://${config.host}:${hub.mqttPort}`,
  )
}

function sayDemo(
  config: Config,
  hub: Hub,
  people: readonly DemoAccount[],
  gateways: Readonly<Record<string, string>>,
): void {
  say('\nDemo accounts (this machine only):')
  const posts = people.filter((p) => p.role !== 'department')
  const departments = people.filter((p) => p.role === 'department')
  for (const p of [...posts, ...departments.slice(0, SHOWN_DEPARTMENTS)])
    say(`  ${p.role.padEnd(14)} ${p.username.padEnd(14)} ${p.password}   ${p.name}`)
  say(`  … and ${departments.length - SHOWN_DEPARTMENTS} more departments in ${dataFile(config, 'demo-accounts.json')}`)
  const feed = hub.reference.feeds.get('demo')
  const listed = [...hub.reference.sensors.values()].find((s) => s.feed === 'demo')
  if (feed === undefined || listed === undefined) return
  const topic = feed.topic.replace('{device}', listed.device)
  say(`\nPublish a first reading (0.32 m of water on ${listed.name}):`)
  say(
    `  mosquitto_pub -h ${config.host} -p ${hub.mqttPort} -u ${feed.gateway} -P ${gateways[feed.gateway]} -q 1 -t ${topic} -m '{"values":{"depthM":0.32}}'`,
  )
  say(`\nReplay a recorded file (npm run replay -- --help):`)
  say(
    `  MQTT_PASSWORD=${gateways['gw-replay']} npm run replay -- FILE --map air-quality --url mqtt://${config.host}:${hub.mqttPort}\n`,
  )
}
