// Before the first spec: the web application is built once, so that every hub starts from a built tree.
import { buildWeb } from '../../../src/server/build.ts'
import { ROOT } from './hub.ts'

async function setup(): Promise<void> {
  await buildWeb(ROOT, (step) => process.stdout.write(`${step}\n`))
}
export default setup
