// What the log says of requests that came to nothing.
import { request } from 'node:http'
import fastify from 'fastify'
import { expect, it } from 'vitest'
import { answerErrors } from '../../../src/server/http/errors.ts'

/** Lines of the log about a request whose answer fails with `code`, with the asker still there or gone. */
async function loggedOf(code: string, isGone: boolean): Promise<readonly { level: number; msg: string }[]> {
  const lines: { level: number; msg: string }[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) }
  const app = fastify({ logger: { level: 'info', stream }, disableRequestLogging: true })
  answerErrors(app)
  app.get('/', async ({ raw: { socket } }) => {
    if (isGone) await new Promise((closed) => socket.once('close', closed).destroy())
    throw Object.assign(new Error('Premature close'), { code })
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  await new Promise<void>((done) => {
    request(address, (answer) => answer.resume().once('end', done))
      .once('error', () => done())
      .end()
  })
  await app.close()
  return lines.filter(({ msg }) => !msg.startsWith('Server listening'))
}

it('an asker who went away is no failure of ours; whoever still waits is told of one', async () => {
  expect(await loggedOf('ERR_STREAM_PREMATURE_CLOSE', true)).toMatchObject([{ level: 30 }])
  expect(await loggedOf('ERR_STREAM_PREMATURE_CLOSE', false)).toMatchObject([{ level: 50, msg: 'request failed' }])
  expect(await loggedOf('ERR_OTHER', true)).toMatchObject([{ level: 50, msg: 'request failed' }])
})
