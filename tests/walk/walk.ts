// `npm run walk`: prints one message's journey. Instants are arguments, so the same command prints the same page for ever.
import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { indexReference, loadReference } from '../../src/server/reference/load.ts'
import { walk } from './journey.ts'
import { DEPTH_M, HAPPENED_AT, ponding } from './plan.ts'
import { print } from './print.ts'
import { EndOfTheRoad } from './sense.ts'

const HELP = `npm run walk -- [options]

One message's whole journey, from the bytes a device publishes to the sentence in the leader's brief,
by the code that runs live. Every product is printed with its id, when it happened (occurred), when we came
to know (recorded), and what it was made from (because).

  --lang zh|en    language of the page (zh)
  --at TIME       when it happened, ISO 8601 with its zone (${new Date(HAPPENED_AT).toISOString()})
  --depth METRES  what the gauge measured (${DEPTH_M})
  --city FOLDER   reference data (city/yangzhou)
  --json          the same as JSON, in the shape of GET /api/trace/:incident
  --help
`

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lang: { type: 'string', default: 'zh' },
      at: { type: 'string' },
      depth: { type: 'string' },
      city: { type: 'string', default: resolve(import.meta.dirname, '../../city/yangzhou') },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return say(HELP)
  if (values.lang !== 'zh' && values.lang !== 'en') return complain('--lang must be zh or en.')
  const happenedAt = values.at === undefined ? HAPPENED_AT : Date.parse(values.at)
  if (!Number.isFinite(happenedAt))
    return complain(`--at must be a time like 2026-10-13T07:42:00+08:00, not "${values.at}".`)
  const depthM = values.depth === undefined ? DEPTH_M : Number(values.depth)
  if (!Number.isFinite(depthM)) return complain(`--depth must be a number of metres, not "${values.depth}".`)
  const reference = indexReference(await loadReference(values.city))
  const { trace } = walk(reference, ponding(happenedAt, depthM))
  return say(
    values.json
      ? `${JSON.stringify(trace, null, 2)}\n`
      : print(trace.steps, values.lang, reference.city.utcOffsetMinutes),
  )
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`)
  return 2
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  // A message that leads nowhere is an answer, not a crash.
  const isAnswer = error instanceof EndOfTheRoad || (error instanceof TypeError && 'code' in error)
  process.exitCode = isAnswer ? complain(error.message) : complain(String(error instanceof Error ? error.stack : error))
}
