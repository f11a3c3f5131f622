// CAP from strangers: entities, depth, size, times and places; what the samples cannot show. Nothing is ever expanded or fetched.
import { describe, expect, it, test } from 'vitest'
import { decodeMessage } from '../../../src/feeds/decode.ts'
import type { Decoded } from '../../../src/feeds/types.ts'
import type { Feed } from '../../../src/wire/reference.ts'
import { arrival, bytes, contract } from '../sample.ts'

const HEAD =
  '<identifier>i-1</identifier><sender>a@b</sender><sent>2026-09-21T22:10:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>'
const INFO =
  '<category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>'
const alert = (body: string, root = 'alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"', before = ''): string =>
  `${before}<${root}>${body}</${root.split(' ')[0]}>`
const decode = (text: string, over: Partial<Feed> = {}): Decoded =>
  decodeMessage(contract({ format: 'cap', carries: ['warnings'], ...over }), {}, bytes(text), arrival)
const refusals = (text: string, over?: Partial<Feed>): string[] => decode(text, over).rejects.map((r) => r.reason)
const info = (text: string, over?: Partial<Feed>) => decode(text, over).warnings[0]?.infos[0]

describe('entities', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`).join('')}]>`
  it.each([
    ['an external entity', '<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '&x;'],
    ['a parameter entity', '<!DOCTYPE alert [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>', ''],
    ['billion laughs', laughs, '&a8;'],
    ['a document type alone', '<!DOCTYPE alert SYSTEM "cap.dtd">', ''],
    ['in small letters', '<!doctype alert []>', ''],
  ])('%s: the message is refused whole, at once', (_, before, text) => {
    const from = performance.now()
    const got = decode(alert(`${HEAD}<info>${INFO}<headline>${text}</headline></info>`, undefined, before))
    expect(got.warnings).toEqual([])
    expect(got.rejects).toMatchObject([{ reason: 'unparseable' }])
    expect(performance.now() - from).toBeLessThan(500)
  })

  it('only the five and numbers are read, once', () => {
    const text = '&lt;b&gt; &amp;amp; &quot;&apos; &#26292;&#x96E8; &other; &#x110000;'
    expect(info(alert(`${HEAD}<info>${INFO}<headline>${text}</headline></info>`))?.headline).toBe(
      `<b> &amp; "' 暴雨 &other; &#x110000;`,
    )
    expect(info(alert(`${HEAD}<info>${INFO}<headline><![CDATA[<img src=x>]]></headline></info>`))?.headline).toBe(
      '<img src=x>',
    )
  })
  it('names of objects are names', () => {
    const got = decode(
      alert(`${HEAD}<__proto__><status>Test</status></__proto__><constructor>x</constructor><info>${INFO}</info>`),
    )
    expect(got.warnings.map((w) => w.status).concat(got.rejects.map((r) => r.reason as never))).not.toContain('Test')
    expect(({} as Record<string, unknown>)['status']).toBeUndefined()
  })
})

describe('bounds', () => {
  const many = (n: number, text: string): string => text.repeat(n)
  it.each([
    ['bytes', alert(HEAD + many(5000, ' ')), { maxBytes: 4096 }, 'oversized'],
    ['depth', alert(HEAD + many(200, '<a>') + many(200, '</a>')), {}, 'unparseable'],
    ['elements', alert(HEAD + many(20_001, '<a/>')), {}, 'unparseable'],
    ['infos', alert(HEAD + many(21, `<info>${INFO}</info>`)), {}, 'oversized'],
    ['areas', alert(`${HEAD}<info>${INFO}${many(201, '<area><areaDesc>x</areaDesc></area>')}</info>`), {}, 'oversized'],
    [
      'points',
      alert(
        `${HEAD}<info>${INFO}<area><areaDesc>x</areaDesc><polygon>${many(20_001, '32.1,119.1 ')}</polygon></area></info>`,
      ),
      {},
      'oversized',
    ],
    [
      'references',
      alert(`${HEAD}<references>${many(101, 'a@b,i,2026-09-21T22:10:00+08:00 ')}</references><info>${INFO}</info>`),
      {},
      'oversized',
    ],
  ])('of %s', (_, text, over, reason) => {
    expect(refusals(text, over)).toEqual([reason])
  })
  it('long words are clipped, the warning stays', () => {
    const got = info(alert(`${HEAD}<info>${INFO}<description>${'雨'.repeat(9000)}</description></info>`))
    expect(got?.description).toHaveLength(8000)
    expect(got?.description?.endsWith('雨…')).toBe(true)
  })
})

const asked: [string, string, string][] = [
  ['no info', HEAD, 'schema'],
  ['no identifier', HEAD.replace(/<identifier>.*<\/identifier>/, '') + `<info>${INFO}</info>`, 'schema'],
  ['two senders', `${HEAD}<sender>c@d</sender><info>${INFO}</info>`, 'schema'],
  ['a comma in a name', HEAD.replace('i-1', 'i,1') + `<info>${INFO}</info>`, 'schema'],
  ['an unknown status', HEAD.replace('Actual', 'Real') + `<info>${INFO}</info>`, 'schema'],
  ['an unknown severity', `${HEAD}<info>${INFO.replace('Severe', 'Awful')}</info>`, 'schema'],
  ['an update of nothing', HEAD.replace('Alert', 'Update') + `<info>${INFO}</info>`, 'schema'],
  ['a broken reference', `${HEAD}<references>only-a-name</references><info>${INFO}</info>`, 'schema'],
  ['an end that is no time', `${HEAD}<info>${INFO}<expires>tonight</expires></info>`, 'badTime'],
  ['Error', HEAD.replace('Alert', 'Error'), 'notAllowed'],
]
test.each(asked)('%s is refused with its reason', (_, body, reason) => {
  expect(refusals(alert(body))).toEqual([reason])
})

it('reads prefixed names and every language, and the zone of a time that has none from the contract', () => {
  const body = `${HEAD}<info><language>zh-CN</language>${INFO}</info><info><language>en-US</language>${INFO.replace('暴雨', 'Rainstorm')}</info>`
  const prefixed = alert(
    body.replace(/<(\/?)(?=[a-z])/g, '<$1cap:'),
    'cap:alert xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"',
  )
  expect(decode(prefixed).warnings[0]?.infos.map((i) => [i.language, i.event])).toEqual([
    ['zh-CN', '暴雨'],
    ['en-US', 'Rainstorm'],
  ])
  const local = alert(`${HEAD.replace('+08:00', '')}<info>${INFO}</info>`)
  expect(refusals(local)).toEqual(['badTime'])
  expect(decode(local, { time: { format: 'iso', zoneOffsetMinutes: 480 } }).warnings[0]?.sentAt).toBe(
    Date.UTC(2026, 8, 21, 14, 10),
  )
})

test.each([
  ['<polygon>32.3,119.4 32.3,119.5 32.4,119.5</polygon>', 'open'],
  ['<polygon>32.3,119.4 32.3 32.4,119.5 32.3,119.4</polygon>', 'no pair'],
  ['<polygon>119.4,32.3 119.5,32.3 119.5,32.4 119.4,32.3</polygon>', 'turned round'],
  ['<circle>32.3,119.4</circle>', 'no radius'],
  ['<circle>32.3,119.4 -1</circle>', 'less than nothing'],
])('a shape that cannot be is refused alone: %s', (shape) => {
  const got = decode(alert(`${HEAD}<info>${INFO}<area><areaDesc>x</areaDesc>${shape}</area></info>`))
  expect(got.rejects).toMatchObject([{ reason: 'badPlace' }])
  expect(got.warnings[0]?.infos[0]?.areas).toEqual([{ name: 'x', polygons: [], circles: [], geocodes: [] }])
})

it('a feed whose contract carries no warnings gives none', () => {
  expect(refusals(alert(`${HEAD}<info>${INFO}</info>`), { carries: ['reports'] })).toEqual(['notAllowed'])
})
