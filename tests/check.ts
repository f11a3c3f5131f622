// `npm run check`: layout, lint and types, two at a time. Each says what it has to say when it has ended; all are run, whatever one says.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** The longest first. */
const PARTS: readonly (readonly [name: string, command: string])[] = [
  ['lint', 'eslint .'],
  ['types', 'npm run --silent types'],
  ['layout', 'prettier --check --log-level warn src mock tests docs *.ts'],
]
const AT_ONCE = 2

async function run(command: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

const left = [...PARTS]
const failed: string[] = []
async function work(): Promise<void> {
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    const [name, command] = next
    const begun = Date.now()
    const { code, said } = await run(command)
    if (code !== 0) failed.push(name)
    const seconds = Math.round((Date.now() - begun) / 1000)
    process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${command}), ${seconds} s\n${said}`)
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work))
if (failed.length > 0) {
  process.stderr.write(`failed: ${failed.join(', ')}\n`)
  process.exit(1)
}
