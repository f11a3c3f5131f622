// Settings of what is sent: wrong ones stop the start with a sentence that helps and gives no secret away.
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../src/server/config.ts'

const MAIL = { MAIL_URL: 'smtps://hub:hush@mail.example:465', MAIL_FROM: 'brief@hub.example' }

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return expect.fail(`taken: ${JSON.stringify(env)}`)
}

describe('mail', () => {
  it('is a server with its account and an address to come from', () => {
    expect(readConfig(MAIL).mail).toEqual({ url: MAIL.MAIL_URL, from: MAIL.MAIL_FROM })
    expect(readConfig({ ...MAIL, MAIL_URL: 'smtp://localhost:25' }).mail?.url).toBe('smtp://localhost:25')
  })
  it('is none where neither is set, an empty one included', () => {
    expect(readConfig({})).not.toHaveProperty('mail')
    expect(readConfig({ MAIL_URL: '', MAIL_FROM: '' })).not.toHaveProperty('mail')
  })
  it.each(['MAIL_URL', 'MAIL_FROM'] as const)('is not %s alone', (name) =>
    expect(refusal({ [name]: MAIL[name] })).toBe('MAIL_URL and MAIL_FROM belong together.'),
  )
  it.each([
    ['another scheme', 'https://hub:hush@mail.example', 'begins otherwise'],
    ['no slashes', 'smtps:hub:hush@mail.example', 'begins otherwise'],
    ['no scheme', 'hub:hush@mail.example', 'begins otherwise'],
    ['no host after the account', 'smtps://hub:hush', 'cannot be read'],
    ['an account alone', 'smtps://hub:hush@', 'cannot be read'],
    ['no port behind the colon', 'smtps://hub:hush@mail.example:often', 'cannot be read'],
  ])('refuses a server with %s, and does not repeat the password', (_, url, why) => {
    const said = refusal({ ...MAIL, MAIL_URL: url })
    expect(said).toBe(`MAIL_URL must be an address like smtps://host; what is set ${why}.`)
    expect(said).not.toContain('hush')
  })
  it.each([
    'hub.example',
    'Brief <brief@hub.example>',
    'a@hub.example,b@hub.example',
    'a,b@hub.example',
    'a b@hub.example',
  ])('refuses to come from «%s»', (from) =>
    expect(refusal({ ...MAIL, MAIL_FROM: from })).toBe(`MAIL_FROM must be one mail address, not "${from}".`),
  )
})

describe('where people reach the hub', () => {
  it.each([
    ['https://hub.example', 'https://hub.example'],
    ['https://hub.example/', 'https://hub.example'],
    ['https://hub.example/city//', 'https://hub.example/city'],
    ['http://10.1.2.3:8080', 'http://10.1.2.3:8080'],
  ])('%s: links begin with %s', (url, begins) => expect(readConfig({ PUBLIC_URL: url }).publicUrl).toBe(begins))
  it('may be unknown', () => expect(readConfig({})).not.toHaveProperty('publicUrl'))
  it.each([
    ['hub.example', 'must be an address like https://host; what is set begins otherwise.'],
    ['ftp://hub.example', 'must be an address like https://host; what is set begins otherwise.'],
    ['https://', 'must be an address like https://host; what is set cannot be read.'],
    // Links go to everybody who gets a brief.
    ['https://me:hush@hub.example', 'must not hold a user name or password.'],
    ['https://hub.example/?from=mail', 'must end with its path, without ? and #.'],
    ['https://hub.example/#top', 'must end with its path, without ? and #.'],
  ])('refuses %s', (url, why) => expect(refusal({ PUBLIC_URL: url })).toBe(`PUBLIC_URL ${why}`))
})
