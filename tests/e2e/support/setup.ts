// Before the first spec: the web application is built once, and so are the tables of a new hub's store.
import { rmSync } from 'node:fs'
import { buildWeb } from '../../../src/server/build.ts'
import { migratedIn } from '../../support/preparedStore.ts'
import { newFolder, PREPARED, ROOT } from './hub.ts'

async function setup(): Promise<() => void> {
  await buildWeb(ROOT, (step) => process.stdout.write(`${step}\n`))
  const folder = newFolder()
  await migratedIn(folder)
  process.env[PREPARED] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
export default setup
