// Photos over HTTP: kept once, stripped, by their bytes; too big, of a wrong type, broken, from another place.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Readable } from 'node:stream'
import type { IncidentDetail } from '../../../src/wire/api.ts'
import { MAKER, jpeg, png } from '../../support/pictures.ts'
import { PASSWORD, problemOf, stageApp, type Stage } from './setup.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageApp()
}, 60_000)
afterAll(() => stage.stop())

describe('photos', () => {
  const PNG = png()
  const upload = (username: string, bytes: Buffer, type = 'image/png', said: Record<string, string> = {}) => {
    const boundary = 'x-boundary'
    const fields = Object.entries(said).map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const head = `${fields.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: ${type}\r\n\r\n`
    return stage.as(username, {
      method: 'POST',
      url: '/api/photos',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    })
  }

  it('are kept once, and read by those who see their case', async () => {
    const first = await upload('paishui', PNG)
    expect(first.statusCode).toBe(201)
    const again = await upload('chief', PNG)
    expect(again.json()).toEqual(first.json())
    const { id, mime } = first.json<{ id: string; mime: string }>()
    expect(mime).toBe('image/png')
    const shown = await stage.as('paishui', { url: `/api/photos/${id}` })
    expect(shown.rawPayload.equals(PNG)).toBe(true)
    expect(shown.headers['content-type']).toBe('image/png')
    expect(shown.headers['x-content-type-options']).toBe('nosniff')
    expect((await stage.as('gas', { url: `/api/photos/${id}` })).statusCode).toBe(403)
    expect((await stage.as('wall', { url: `/api/photos/${id}` })).statusCode).toBe(403)
  })

  it('of the wrong type are told by their bytes, not their name', async () => {
    const problem = problemOf(await upload('chief', Buffer.from('<svg onload="alert(1)"/>'), 'image/png'))
    expect(problem).toMatchObject({ code: 'wrongMediaType', field: '/file' })
    expect(problem.detailText.zh).toContain('JPEG')
    expect(problemOf(await upload('chief', Buffer.alloc(0))).code).toBe('wrongMediaType')
  })

  it('of 100 MB are refused over a real connection, announced or streamed', async () => {
    await stage.app.listen({ port: 0, host: '127.0.0.1' })
    const address = stage.app.server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const { token } = await stage.accounts.signIn('chief', PASSWORD, '10.9.9.9')
    const chunk = new Uint8Array(1024 * 1024)
    const form = new FormData()
    form.append('file', new Blob(Array<Uint8Array<ArrayBuffer>>(100).fill(chunk)), 'a.png')
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    const streamed = Readable.from([Buffer.from(head), ...Array.from({ length: 100 }, () => chunk)])
    const headers = { cookie: `yiwang_session=${token}` }
    const sent: (RequestInit & { duplex?: 'half' })[] = [
      { headers, body: form },
      {
        headers: { ...headers, 'content-type': 'multipart/form-data; boundary=b' },
        body: Readable.toWeb(streamed) as ReadableStream<Uint8Array>,
        duplex: 'half',
      },
    ]
    for (const init of sent) {
      const response = await fetch(`http://127.0.0.1:${port}/api/photos`, { method: 'POST', ...init })
      expect(response.status).toBe(413)
      expect(await response.json()).toMatchObject({ code: 'tooLarge', detailText: { zh: '照片不得超过 8 MB' } })
    }
  })

  it('have a limit of 8 MB, also without a length', async () => {
    const big = problemOf(await upload('chief', Buffer.concat([PNG, Buffer.alloc(100 * 1024 * 1024)])))
    expect(big).toMatchObject({ code: 'tooLarge', status: 413 })
    expect(big.detailText.zh).toContain('8 MB')
    // Just above the limit, within the envelope that a content length may have.
    const edge = problemOf(await upload('chief', Buffer.concat([PNG, Buffer.alloc(8 * 1024 * 1024)])))
    expect(edge).toMatchObject({ code: 'tooLarge' })
  })

  it('are stripped, and what the camera wrote is known of them in their case', async () => {
    const id = await stage.newCase()
    const { row } = (await stage.as('chief', { url: `/api/incidents/${id}` })).json<IncidentDetail>()
    const taken = stage.clock.at - 60_000
    const when = new Date(taken + 8 * 3_600_000).toISOString().slice(0, 19).replace(/-/g, ':').replace('T', ' ')
    const sent = [
      await upload('chief', jpeg({ when, lng: row.lng, lat: row.lat }), 'image/jpeg'),
      await upload('chief', png(undefined, 21), 'image/png', { takenAt: String(taken), lng: '118.1', lat: '31.9' }),
      await upload('chief', png(undefined, 22), 'image/png', { takenAt: '', lng: ' ', lat: '' }),
    ]
    const photos = sent.map((answer) => answer.json<{ id: string }>().id)
    const whole = await stage.as('chief', { url: `/api/photos/${photos[0]}` })
    expect(whole.rawPayload.includes(MAKER)).toBe(false)
    await stage.actOn('dispatcher', id, { act: 'dispatch', lead: 'paishui', assist: [] })
    await stage.actOn('paishui', id, { act: 'accept' })
    const done = await stage.actOn('paishui', id, { act: 'progress', note: '已到场', photos })
    expect(done.statusCode, done.body).toBe(200)
    const detail = (await stage.as('leader', { url: `/api/incidents/${id}` })).json<IncidentDetail>()
    expect(detail.photos).toEqual([
      { id: photos[0], takenAt: Math.floor(taken / 1000) * 1000, distanceM: 0, doubts: [] },
      { id: photos[1], takenAt: taken, distanceM: expect.any(Number) as number, doubts: ['far'] },
      { id: photos[2], doubts: [] },
    ])
    expect(detail.photos[1]?.distanceM).toBeGreaterThan(50_000)
  })

  it('whose time or place is nonsense are refused with a reason', async () => {
    for (const said of [{ takenAt: 'soon' }, { lng: '500', lat: '10' }, { lng: '119.4', lat: 'NaN' }])
      expect(problemOf(await upload('chief', png(), 'image/png', said))).toMatchObject({ code: 'invalid' })
    expect(problemOf(await upload('chief', jpeg({}).subarray(0, 40), 'image/jpeg')).detailText.zh).toContain('不完整')
  })
})
