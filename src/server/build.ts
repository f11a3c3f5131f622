// Builds the web application when it is not there or its sources changed since. The only part that knows vite.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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

/** Returns the folder of the built application; `progress` hears when a build begins. */
export async function buildWeb(root: string, progress: (step: string) => void): Promise<string> {
  const folder = join(root, 'dist', 'web')
  const stamp = join(root, 'dist', STAMP)
  const digest = sourcesDigest(root)
  if (existsSync(join(folder, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest)
    return folder
  progress('web application: first build, about half a minute')
  const { build } = await import('vite')
  await build({ root, logLevel: 'error' })
  writeFileSync(stamp, digest)
  return folder
}
