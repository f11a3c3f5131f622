// `npm start`: the configuration, then everything else; one clear sentence when something is wrong.
import { readFileSync } from 'node:fs'
import { ConfigError, readConfig, type Config } from './config.ts'
import { BadReferenceError } from './reference/problem.ts'
import { FolderInUseError } from './store/embedded.ts'
import { refuse, say } from './terminal.ts'

function sentenceFor(error: unknown, config: Config | undefined): string {
  if (error instanceof ConfigError || error instanceof FolderInUseError || error instanceof BadReferenceError)
    return error.message
  if (error instanceof Error && 'code' in error) {
    const { code, port } = error as NodeJS.ErrnoException & { port?: number }
    const name = port === config?.mqttPort ? 'MQTT_PORT' : 'PORT'
    if (code === 'EADDRINUSE') return `Port ${port} is busy: another program listens there. Set ${name} to a free one.`
    if (code === 'EACCES') return `No permission: ${error.message}.`
    if (code === 'ENOSPC') return `The disk that holds ${config?.dataDir} is full.`
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
      return `Cannot reach ${config?.databaseUrl === undefined ? 'MQTT_URL' : 'DATABASE_URL or MQTT_URL'}: ${error.message}.`
  }
  return `Yiwang could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

let config: Config | undefined
try {
  config = readConfig(process.env)
  say(`Yiwang 一网统管 ${version}`)
  // Loaded only now: a wrong setting is told at once.
  const { run } = await import('./run.ts')
  await run(config, version)
} catch (error) {
  refuse(sentenceFor(error, config))
}
