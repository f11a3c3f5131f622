// Builds the web application when it is not there or its sources changed since. The only part that knows vite.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** What the built application depends on. */
const SOURCES = ['index.html', 'vite.config.ts', 'package-lock.json', 'public', 'src/web', 'src/wire', 'src/core']
const STAMP = 'build-stamp'

/** Names, sizes and times of every source file, in one hash. */
function sourcesDigest(root: string): string {
  const hash = createHash('sha256')
  const walk = (path: string): void => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) walk(join(path, name))
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
  }
  for (const source of SOURCES) walk(join(root, source))
  return hash.digest('hex')
}

/** The hub's version and the build it serves (SemVer's build metadata): a wall begins anew when either is another. */
export function servedVersion(version: string, webFolder: string): string {
  const page = join(webFolder, 'index.html')
  if (!existsSync(page)) return version
  // It names every entry by its hash, and so changes with any of them.
  return `${version}+${createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 8)}`
}

/** Returns the folder of the built application; `progress` hears when a build begins. */
export async function buildWeb(root: string, progress: (step: string) => void): Promise<string> {
  const folder = join(root, 'dist', 'web')
  const stamp = join(root, 'dist', STAMP)
  const digest = sourcesDigest(root)
  if (existsSync(join(folder, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest)
    return folder
  progress('web application: first build, about half a minute')
  // A process of its own: what the bundler takes of memory must not stay with a hub that runs for weeks.
  const child = spawn(
    process.execPath,
    [
      join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js'),
      'build',
      '--logLevel',
      'error',
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the build of the web application ended with code ${code}`)
  writeFileSync(stamp, digest)
  return folder
}
