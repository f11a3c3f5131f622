// What `npm run replay` can be told, and its help. No file is opened here.
import { parseArgs } from 'node:util'
import { fromIso } from '../../src/feeds/time.ts'
import { ReplayError } from './map.ts'

export const HELP = `Publishes a recorded CSV or JSON-lines file over MQTT, as its devices once did.

  npm run replay -- FILE --map MAP.json [options]

  FILE                 CSV with a header line, or one JSON object per line
  --map MAP            map file, or the name of one in mock/replay/maps (air-quality, water-rain, water-rain-level)
  --topic TOPIC        instead of the map's topic; {column} stands for a row's cell
  --speed N            recorded seconds per second (default 60)
  --shift now|none     now (default): the first arrival is now; none: times as recorded
  --from ISO --to ISO  only rows measured in [from, to); without a zone: the map's
  --limit N            at most N messages
  --url URL            broker (default mqtt://127.0.0.1:1883, or MQTT_URL)
  --username NAME      gateway (default gw-replay, or MQTT_USERNAME)
  --password SECRET    its secret; MQTT_PASSWORD keeps it out of the process list
  --dry-run            read and count, publish nothing
  --help               this text

Rows go out in the order in which they were received, each as late as it was. With --shift now the times in the
messages are moved to the present and, at a speed other than 1, squeezed alike: at --speed 60 an hour of the file is a
minute of ours, and a row that came an hour late comes a minute late. With --shift none the pace is the same and the
times stay as recorded; a hub refuses what is older than the feed's contract allows.
Cells without a reading are not published: gaps stay gaps.
`

export interface ReplayOptions {
  readonly file: string
  readonly map: string
  readonly topic?: string
  readonly speed: number
  readonly shift: 'now' | 'none'
  readonly from?: string
  readonly to?: string
  readonly limit?: number
  readonly url: string
  readonly username: string
  readonly password?: string
  readonly dryRun: boolean
}

type Env = Readonly<Record<string, string | undefined>>

/** Reads the command line; `undefined` asks for help. Throws a ReplayError for what it cannot mean. */
export function readOptions(args: readonly string[], env: Env): ReplayOptions | undefined {
  const { values, positionals } = parse(args)
  if (values.help === true) return undefined
  const [file, ...more] = positionals
  if (file === undefined) throw new ReplayError('Which file? Say: npm run replay -- FILE --map MAP.json (or --help).')
  if (more.length > 0) throw new ReplayError(`One file at a time: ${more.join(' ')} is too much.`)
  if (values.map === undefined) throw new ReplayError('Which map? Say --map MAP.json (or --help).')
  const shift = values.shift ?? 'now'
  if (shift !== 'now' && shift !== 'none') throw new ReplayError(`--shift is now or none, not ${shift}.`)
  const password = values.password ?? env['MQTT_PASSWORD']
  return {
    file,
    map: values.map,
    ...(values.topic === undefined ? {} : { topic: values.topic }),
    speed: positive('--speed', values.speed ?? '60'),
    shift,
    ...(values.from === undefined ? {} : { from: values.from }),
    ...(values.to === undefined ? {} : { to: values.to }),
    ...(values.limit === undefined ? {} : { limit: Math.floor(positive('--limit', values.limit)) }),
    url: brokerUrl(values.url ?? env['MQTT_URL'] ?? 'mqtt://127.0.0.1:1883'),
    username: values.username ?? env['MQTT_USERNAME'] ?? 'gw-replay',
    ...(password === undefined ? {} : { password }),
    dryRun: values['dry-run'] === true,
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ map: text, topic: text, speed: text, shift: text, from: text, to: text, limit: text },
        ...{ url: text, username: text, password: text, 'dry-run': flag, help: flag },
      },
    })
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new ReplayError(`${first.replace(/\.$/, '')} (--help tells all).`)
  }
}

function positive(name: string, text: string): number {
  const n = Number(text)
  if (text.trim() !== '' && Number.isFinite(n) && n > 0) return n
  throw new ReplayError(`${name} is a number above 0, not ${text}.`)
}

function brokerUrl(text: string): string {
  if (/^(mqtts?|wss?):\/\/[^/]/.test(text) && URL.canParse(text)) return text
  throw new ReplayError(`--url is like mqtt://127.0.0.1:1883, not ${text}.`)
}

/** An instant of the command line; texts without zone are in the map's. */
export function instantOption(name: string, text: string | undefined, zoneOffsetMinutes: number): number | undefined {
  if (text === undefined) return undefined
  const at = fromIso(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 00:00` : text, zoneOffsetMinutes)
  if (at === undefined) throw new ReplayError(`${name} is an ISO time like 2026-07-01T08:00, not ${text}.`)
  return at
}
