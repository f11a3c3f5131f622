// A process that sends what waits in a data folder until it is killed: `child.ts FOLDER URL COUNT`. COUNT messages are queued
// on the first run. Says `empty` when nothing waits any more.
import { randomUUID } from 'node:crypto'
import { Hooks } from '../../../src/server/notify/hooks.ts'
import { queue } from '../../../src/server/notify/line.ts'
import { testDelivery, type Hook } from '../../../src/server/notify/match.ts'
import { post } from '../../../src/server/notify/post.ts'
import { Sender } from '../../../src/server/notify/sender.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import { openStore } from '../../../src/server/store/open.ts'

const [folder = '', url = '', count = '0'] = process.argv.slice(2)
const hook: Hook = { id: 'hook', name: 'n', url, form: 'yiwang', topics: ['notices'], secret: 'a-secret-of-the-test' }
const onError = (error: Error): never => {
  throw error
}
const db = await openStore({ folder, onStop: () => undefined, onError })
const ran = await migrate(db)
if (ran.length > 0) {
  const { id, name, form, topics, secret } = hook
  const row = { id, name, url, form, topics: [...topics], secret, enabled: true, created_at: new Date() }
  await db.query.insertInto('webhook').values(row).execute()
  const messages = Array.from({ length: Number(count) }, () => testDelivery(hook, '321000', randomUUID(), Date.now()))
  await queue(db.query, messages, Date.now())
}
const hooks = new Hooks(db)
await hooks.reload()
const sender = new Sender({ db, now: Date.now, receiver: (id) => hooks.get(id), post, onError, leaseMs: 300 })
sender.wake()
const look = async (): Promise<void> => {
  const waiting = await db.query.selectFrom('delivery').select('id').where('state', '=', 'waiting').limit(1).execute()
  if (waiting.length === 0) process.stdout.write('empty\n')
  else setTimeout(() => void look(), 50)
}
await look()
