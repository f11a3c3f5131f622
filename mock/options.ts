// Options and environment of `npm run mock`, and its help.
import { parseArgs } from 'node:util'
import { DEFAULT_SCENARIO } from './scenarios/load.ts'

/** A wrong option, in one sentence for the person at the terminal. */
export class OptionError extends Error {}

export interface Options {
  readonly command: 'run' | 'help' | 'scenarios' | 'print' | 'digest' | 'writeMap'
  readonly city: string
  readonly seed: string
  readonly scenario: string
  readonly speed: number
  readonly url: string
  readonly hub: string
  readonly isStaffOn: boolean
  readonly isAnonymous: boolean
  readonly secretsFile?: string
  /** Hours to tell the hub that started us, epoch ms; only it can ask. */
  readonly past?: { readonly from: number; readonly to: number }
  /** Messages for --print, seconds for --digest. */
  readonly amount: number
  /** Epoch ms at which the city starts for --print and --digest. */
  readonly startAt?: number
  /** Only messages of this feed, for --print. */
  readonly feed?: string
}

export const HELP = `模拟城市 · the simulated city

  npm run mock -- [选项 options]

一座只由种子和时间决定的城市：约 3,800 台设备、12345 热线、巡查和视频，按各自网关的账号与格式通过 TCP MQTT 发布。
npm start 会自动启动它；也可以单独运行，接到任何 MQTT 服务器。
A city that is a function of seed and time alone: about 3,800 devices, the 12345 hotline, patrols and cameras, published over
TCP MQTT by gateways with their own accounts and formats. npm start runs it for you; it can run alone against any broker.

看一看 Look
  --help                本说明 this text
  --scenarios           列出情景 list the scenarios
  --print N             打印启动后最先的 N 条报文，不连接 print the first N messages after a start, without a connection
      --feed ID         只看一路数据 of one feed only
  --digest SECONDS      一段时间全部报文的指纹 a fingerprint of everything sent in that time
      --start ISO       以上两项的启动时刻 when the city starts, for these two (2026-07-15T08:00:00+08:00)
  --write-map           重新生成 CITY/map 下的道路、网格、管线（模拟） write the simulated roads, grid and pipes into CITY/map

运行 Run (环境变量 environment)
  --city DIR      CITY      城市基础数据目录 folder of reference data (city/yangzhou)
  --seed TEXT     SEED      种子：同一种子同一座城 same seed, same city (yangzhou)
  --scenario ID   SCENARIO  情景名，或自己的 .json 文件 a scenario, or your own .json file (${DEFAULT_SCENARIO})
  --speed N       SPEED     城市时间是真实时间的几倍 city seconds per real second (1)
  --url URL       MQTT_URL  MQTT 服务器 broker (mqtt://127.0.0.1:1883)
  --hub URL       HUB_URL   模拟班组所用的网址 hub for the simulated staff (http://127.0.0.1:8080)
  --staff on|off  STAFF     模拟部门、受理、派遣、核查人员 play departments, acceptor, dispatcher, checker (on)
  --secrets FILE  MOCK_SECRETS  账号 accounts: {"gateways":{"gw-water":"…"},"staff":[{"username":"…","password":"…","role":"…","department":"…"}]}
                            都没有时从标准输入读一行 neither: one line is read from standard input
  --anonymous               服务器不要账号 the broker asks for no account

时间 Time
  启动时刻以连上服务器为准，情景中的分钟数从那时算起；启动后 2–8 秒每台设备先各报一次当前值。
  SPEED 加快的是城市里的事（天气、积水、交通、小毛病、上报、班组的快慢）；报文上的时刻总是真实的现在，设备仍按合同的周期上报。
  The city starts when the broker answers, and a scenario's minutes count from there; between the 2nd and the 8th second every
  device says what it reads now. SPEED hurries what happens in the city (weather, water, traffic, troubles, reports, the staff);
  stamps on messages are always the real now, and devices keep the period of their contract.

故障 Faults
  迟到、重复、乱序、荒谬、损坏、缺失各按情景所列比例出现；另有少量设备整段停机。
  Late, repeated, overtaken, absurd, garbled and missing messages come at the rates the scenario states; a few devices are dead for hours.

班组 Staff
  只处理模拟案卷；两分钟内有人动过的案卷不碰。
  Works on simulated cases only, and keeps off any case that a person touched within two minutes.
`

const number = (raw: string, name: string, isFit: (n: number) => boolean, what: string): number => {
  const n = Number(raw)
  if (raw.trim() === '' || !isFit(n)) throw new OptionError(`${name} must be ${what}, not "${raw}".`)
  return n
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  scenarios: { type: 'boolean' },
  print: { type: 'string' },
  digest: { type: 'string' },
  'write-map': { type: 'boolean' },
  feed: { type: 'string' },
  start: { type: 'string' },
  city: { type: 'string' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  speed: { type: 'string' },
  url: { type: 'string' },
  hub: { type: 'string' },
  staff: { type: 'string' },
  secrets: { type: 'string' },
  anonymous: { type: 'boolean' },
} as const

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true })
  } catch (error) {
    throw new OptionError(`${error instanceof Error ? error.message : String(error)} (--help tells all)`)
  }
}

/** Reads and checks the options; environment where an option is not given. Throws OptionError. */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const { values: v, positionals } = parse(args)
  const stray = positionals.find((p) => p !== 'run')
  if (stray !== undefined) throw new OptionError(`There is no command "${stray}"; --help tells all.`)
  const of = (value: string | undefined, name: string, fallback: string): string => value ?? (env[name] || fallback)

  const staff = of(v.staff, 'STAFF', 'on')
  if (staff !== 'on' && staff !== 'off') throw new OptionError(`STAFF must be on or off, not "${staff}".`)
  const url = of(v.url, 'MQTT_URL', 'mqtt://127.0.0.1:1883')
  if (!/^(mqtts?|wss?|tcp|tls):\/\//.test(url) || !URL.canParse(url))
    throw new OptionError(`MQTT_URL must be an address like mqtt://host:1883, not "${url}".`)
  const hub = of(v.hub, 'HUB_URL', 'http://127.0.0.1:8080')
  if (!/^https?:\/\//.test(hub) || !URL.canParse(hub))
    throw new OptionError(`HUB_URL must be an address like http://host:8080, not "${hub}".`)
  const startAt = v.start === undefined ? undefined : Date.parse(v.start)
  if (startAt !== undefined && Number.isNaN(startAt))
    throw new OptionError(`--start must be an ISO time, not "${v.start}".`)

  const past = (env['PAST_HOURS'] ?? '').split(',').map(Number)
  const [pastFrom = NaN, pastTo = NaN] = past
  const isPositive = (n: number): boolean => Number.isInteger(n) && n > 0 && n <= 1_000_000
  const command = v.help
    ? 'help'
    : v.scenarios
      ? 'scenarios'
      : v['write-map']
        ? 'writeMap'
        : v.print !== undefined
          ? 'print'
          : v.digest !== undefined
            ? 'digest'
            : 'run'
  const amount = v.print ?? v.digest
  return {
    command,
    city: of(v.city, 'CITY', 'city/yangzhou'),
    seed: of(v.seed, 'SEED', 'yangzhou'),
    scenario: of(v.scenario, 'SCENARIO', DEFAULT_SCENARIO),
    speed: number(of(v.speed, 'SPEED', '1'), 'SPEED', (n) => n > 0 && n <= 1000, 'a number above 0 and at most 1000'),
    url,
    hub,
    isStaffOn: staff === 'on',
    isAnonymous: v.anonymous ?? false,
    ...(v.secrets === undefined ? {} : { secretsFile: v.secrets }),
    amount: amount === undefined ? 0 : number(amount, `--${command}`, isPositive, 'a whole number from 1 to 1000000'),
    ...(startAt === undefined ? {} : { startAt }),
    ...(pastTo > pastFrom ? { past: { from: pastFrom, to: pastTo } } : {}),
    ...(v.feed === undefined ? {} : { feed: v.feed }),
  }
}
