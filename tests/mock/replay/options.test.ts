// Options of the replay: defaults, sources, help and mistakes.
import { expect, it } from 'vitest'
import { HELP, instantOption, readOptions } from '../../../mock/replay/options.ts'

it('has defaults that work beside `npm start`', () => {
  expect(readOptions(['f.csv', '--map', 'm'], { MQTT_PASSWORD: 's' })).toEqual({
    file: 'f.csv',
    map: 'm',
    speed: 60,
    shift: 'now',
    url: 'mqtt://127.0.0.1:1883',
    username: 'gw-replay',
    password: 's',
    dryRun: false,
  })
})

it('reads every option, and the command line before the environment', () => {
  const args =
    'f.csv --map m --topic a/{x} --speed 3600 --shift none --from 2026-07-01 --to 2026-07-02T08:00 --limit 10'
  const more = '--url mqtts://broker:8883 --username gw --password p --dry-run'
  expect(readOptions([...args.split(' '), ...more.split(' ')], { MQTT_URL: 'mqtt://x', MQTT_PASSWORD: 'q' })).toEqual({
    file: 'f.csv',
    map: 'm',
    topic: 'a/{x}',
    speed: 3600,
    shift: 'none',
    from: '2026-07-01',
    to: '2026-07-02T08:00',
    limit: 10,
    url: 'mqtts://broker:8883',
    username: 'gw',
    password: 'p',
    dryRun: true,
  })
})

it('gives help that names every option', () => {
  expect(readOptions(['--help'], {})).toBeUndefined()
  for (const option of [
    'map',
    'topic',
    'speed',
    'shift',
    'from',
    'to',
    'limit',
    'url',
    'username',
    'password',
    'dry-run',
  ])
    expect(HELP).toContain(`--${option}`)
})

it.each([
  ['', /^Which file\?/],
  ['f.csv', /^Which map\?/],
  ['f.csv g.csv --map m', /^One file at a time/],
  ['f.csv --map m --speed 0', /^--speed is a number above 0, not 0\.$/],
  ['f.csv --map m --speed fast', /^--speed is a number above 0/],
  ['f.csv --map m --limit -5', /--limit/],
  ['f.csv --map m --shift later', /^--shift is now or none/],
  ['f.csv --map m --url localhost:1883', /^--url is like mqtt/],
  ['f.csv --map m --url http://x', /^--url is like mqtt/],
  ['f.csv --map m --colour red', /--colour.*--help/],
])('says what is wrong with «%s»', (line, why) => {
  expect(() => readOptions(line === '' ? [] : line.split(' '), {})).toThrow(why)
})

it('reads instants in the zone of the map', () => {
  expect(instantOption('--from', undefined, 480)).toBeUndefined()
  expect(instantOption('--from', '2026-07-01', 480)).toBe(Date.UTC(2026, 5, 30, 16))
  expect(instantOption('--from', '2026-07-01T08:00', 540)).toBe(Date.UTC(2026, 5, 30, 23))
  expect(instantOption('--from', '2026-07-01T08:00:00Z', 480)).toBe(Date.UTC(2026, 6, 1, 8))
  expect(() => instantOption('--from', 'July', 480)).toThrow(/^--from is an ISO time/)
})
