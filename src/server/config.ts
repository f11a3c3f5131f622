// Configuration: environment over config file over defaults, checked once. Nothing else in the hub reads the environment.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

export interface Config {
  readonly host: string
  readonly port: number
  readonly mqttPort: number
  readonly dataDir: string
  readonly city: string
  /** Absent: the embedded database. */
  readonly databaseUrl?: string
  /** Absent: devices publish to the embedded broker. */
  readonly mqttUrl?: string
  readonly simulate: boolean
  readonly seed: string
  readonly scenario: string
  readonly speed: number
  /** Simulated staff work the cases of the simulated city. */
  readonly staff: boolean
  /** The simulated city tells a new hub nine weeks of past hours. */
  readonly past: boolean
  readonly retentionDays: number
  /** Days for which positions of moving units are kept, where that is less. */
  readonly trackDays: number
  readonly logLevel: LogLevel
  /** Keys of base maps by their id; they stand for `{key}` in the city's templates. */
  readonly mapKeys: Readonly<Record<string, string>>
  /** Mail server with its account, and whom mail comes from; absent: no mail is sent. */
  readonly mail?: { readonly url: string; readonly from: string }
  /** Where people reach the hub, for links in what is sent; without a slash at its end. */
  readonly publicUrl?: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A wrong setting, in one sentence for the person at the terminal. */
export class ConfigError extends Error {}

type Source = Readonly<Record<string, string | undefined>>
type Reader<T> = (raw: string, name: string) => T

const text: Reader<string> = (raw) => raw
const onOff: Reader<boolean> = (raw, name) => {
  if (raw === 'on' || raw === 'true' || raw === '1') return true
  if (raw === 'off' || raw === 'false' || raw === '0') return false
  throw new ConfigError(`${name} must be on or off, not "${raw}".`)
}
const integer =
  (min: number, max: number): Reader<number> =>
  (raw, name) => {
    const n = Number(raw)
    if (!Number.isInteger(n) || n < min || n > max)
      throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${raw}".`)
    return n
  }
const positive =
  (max: number): Reader<number> =>
  (raw, name) => {
    const n = Number(raw)
    if (!(n > 0) || n > max) throw new ConfigError(`${name} must be a number above 0 and at most ${max}, not "${raw}".`)
    return n
  }
const url =
  (...schemes: string[]): Reader<string> =>
  (raw, name) => {
    // The sentence never repeats what may hold a password.
    const refuse = (why: string) =>
      new ConfigError(`${name} must be an address like ${schemes[0]}://host; what is set ${why}.`)
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(raw)?.[1]?.toLowerCase()
    if (scheme === undefined || !schemes.includes(scheme)) throw refuse('begins otherwise')
    if (!URL.canParse(raw)) throw refuse('cannot be read')
    return raw
  }
/** An address that links are built on: it goes out with everything that is sent. */
const base: Reader<string> = (raw, name) => {
  const { username, password, search, hash } = new URL(url('https', 'http')(raw, name))
  if (username !== '' || password !== '') throw new ConfigError(`${name} must not hold a user name or password.`)
  if (search !== '' || hash !== '') throw new ConfigError(`${name} must end with its path, without ? and #.`)
  return raw.replace(/\/+$/, '')
}
const folder: Reader<string> = (raw, name) => {
  const path = resolve(raw)
  if (!existsSync(path) || !statSync(path).isDirectory())
    throw new ConfigError(`${name} must be a folder that exists; "${raw}" is not.`)
  return path
}
const logLevel: Reader<LogLevel> = (raw, name) => {
  const level = LOG_LEVELS.find((l) => l === raw)
  if (level === undefined) throw new ConfigError(`${name} must be one of ${LOG_LEVELS.join(', ')}, not "${raw}".`)
  return level
}

/** `tianditu=KEY,dem=KEY` */
const keys: Reader<Readonly<Record<string, string>>> = (raw, name) => {
  const pairs = raw.split(',').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, id, key] = /^\s*([A-Za-z0-9@._-]+)\s*=\s*(\S+)\s*$/.exec(pair) ?? []
      // The sentence never repeats what may be a key.
      if (id === undefined || key === undefined)
        throw new ConfigError(`${name} must be a list like base=KEY,base=KEY, each base by its id in base-maps.json.`)
      return [id, key]
    }),
  )
}

const mailbox: Reader<string> = (raw, name) => {
  if (!/^[^@\s<>",;]+@[^@\s<>",;]+$/.test(raw)) throw new ConfigError(`${name} must be one mail address, not "${raw}".`)
  return raw
}

/** Every setting: its reader and its default. The README's table is checked against this one. */
export const SETTINGS = {
  HOST: { read: text, default: '127.0.0.1' },
  PORT: { read: integer(0, 65_535), default: '8080' },
  MQTT_PORT: { read: integer(0, 65_535), default: '1883' },
  DATA_DIR: { read: (raw: string) => resolve(raw), default: '.data' },
  CITY: { read: folder, default: 'city/yangzhou' },
  DATABASE_URL: { read: url('postgres', 'postgresql'), default: undefined },
  MQTT_URL: { read: url('mqtt', 'mqtts', 'ws', 'wss'), default: undefined },
  SIMULATE: { read: onOff, default: 'on' },
  SEED: { read: text, default: 'yangzhou' },
  SCENARIO: { read: text, default: 'ordinary' },
  SPEED: { read: positive(1000), default: '1' },
  STAFF: { read: onOff, default: 'on' },
  PAST: { read: onOff, default: 'on' },
  RETENTION_DAYS: { read: integer(2, 3660), default: '30' },
  TRACK_DAYS: { read: integer(1, 3660), default: '30' },
  LOG_LEVEL: { read: logLevel, default: 'warn' },
  MAP_KEYS: { read: keys, default: undefined },
  MAIL_URL: { read: url('smtps', 'smtp'), default: undefined },
  MAIL_FROM: { read: mailbox, default: undefined },
  PUBLIC_URL: { read: base, default: undefined },
} as const

const DEFAULT_FILE = 'yiwang.config.json'

function fileSource(path: string, mustExist: boolean): Source {
  if (!existsSync(path)) {
    if (mustExist) throw new ConfigError(`CONFIG names "${path}", which does not exist.`)
    return {}
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(`${path} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new ConfigError(`${path} must hold one JSON object.`)
  const source: Record<string, string> = {}
  for (const [name, value] of Object.entries(parsed)) {
    if (!(name in SETTINGS)) throw new ConfigError(`${path} has a setting that does not exist: ${name}.`)
    if (typeof value === 'object') throw new ConfigError(`${path}: ${name} must be a text, a number or true/false.`)
    source[name] = String(value)
  }
  return source
}

/** Reads and checks all settings. Throws ConfigError with one clear sentence. */
export function readConfig(env: Source): Config {
  const file = fileSource(env['CONFIG'] ?? DEFAULT_FILE, env['CONFIG'] !== undefined)
  const get = <K extends keyof typeof SETTINGS>(name: K): ReturnType<(typeof SETTINGS)[K]['read']> | undefined => {
    const setting = SETTINGS[name]
    const fromEnv = env[name]
    const raw = fromEnv !== undefined && fromEnv !== '' ? fromEnv : (file[name] ?? setting.default)
    return raw === undefined ? undefined : (setting.read(raw, name) as ReturnType<(typeof SETTINGS)[K]['read']>)
  }
  const need = <K extends keyof typeof SETTINGS>(name: K) => {
    const value = get(name)
    if (value === undefined) throw new ConfigError(`${name} must be set.`)
    return value
  }
  const databaseUrl = get('DATABASE_URL')
  const mqttUrl = get('MQTT_URL')
  const mail = mailOf(get('MAIL_URL'), get('MAIL_FROM'))
  const publicUrl = get('PUBLIC_URL')
  return {
    host: need('HOST'),
    port: need('PORT'),
    mqttPort: need('MQTT_PORT'),
    dataDir: need('DATA_DIR'),
    city: need('CITY'),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(mqttUrl === undefined ? {} : { mqttUrl }),
    simulate: need('SIMULATE'),
    seed: need('SEED'),
    scenario: need('SCENARIO'),
    speed: need('SPEED'),
    staff: need('STAFF'),
    past: need('PAST'),
    retentionDays: need('RETENTION_DAYS'),
    trackDays: need('TRACK_DAYS'),
    logLevel: need('LOG_LEVEL'),
    mapKeys: get('MAP_KEYS') ?? {},
    ...(mail === undefined ? {} : { mail }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  }
}

function mailOf(url: string | undefined, from: string | undefined): Config['mail'] {
  if (url === undefined && from === undefined) return undefined
  if (url === undefined || from === undefined) throw new ConfigError('MAIL_URL and MAIL_FROM belong together.')
  return { url, from }
}

/** True when every listener stays on this machine: the demo accounts exist only then. */
export const isLoopback = (host: string): boolean => host === '127.0.0.1' || host === '::1' || host === 'localhost'
