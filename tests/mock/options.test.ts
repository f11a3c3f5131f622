// Options and environment of the simulated city: what is read, and one clear sentence for what is wrong.
import { describe, expect, it } from 'vitest'
import { HELP, OptionError, readOptions } from '../../mock/options.ts'
import { ScenarioError, loadScenario } from '../../mock/scenarios/load.ts'

describe('options', () => {
  it('come from arguments over environment over defaults', () => {
    const env = { SEED: 'env', SPEED: '4', SCENARIO: 'storm', MQTT_URL: 'mqtt://broker:1884' }
    expect(readOptions(['run'], env)).toMatchObject({
      command: 'run',
      seed: 'env',
      speed: 4,
      scenario: 'storm',
      url: 'mqtt://broker:1884',
      isStaffOn: true,
    })
    expect(readOptions(['--seed', 'arg', '--speed', '0.5'], env)).toMatchObject({ seed: 'arg', speed: 0.5 })
    expect(readOptions([], {})).toMatchObject({
      seed: 'yangzhou',
      speed: 1,
      scenario: 'ordinary',
      city: 'city/yangzhou',
    })
    expect(readOptions(['--digest', '60', '--start', '2026-07-15T08:00:00+08:00'], {})).toMatchObject({
      command: 'digest',
      amount: 60,
      startAt: Date.UTC(2026, 6, 15),
    })
  })

  it.each([
    [['--speed', 'fast'], /SPEED must be a number/],
    [['--speed', '0'], /SPEED must be a number/],
    [['--staff', 'maybe'], /STAFF must be on or off/],
    [['--url', 'localhost'], /MQTT_URL must be an address/],
    [['--print', '0'], /--print must be a whole number/],
    [['--start', 'soon'], /--start must be an ISO time/],
    [['--no-such'], /--help tells all/],
    [['dance'], /no command "dance"/],
  ])('%j is refused in one sentence', (args, message) => {
    expect(() => readOptions(args, {})).toThrow(OptionError)
    expect(() => readOptions(args, {})).toThrow(message)
  })

  it('are all in the help', () => {
    for (const option of [
      '--help',
      '--scenarios',
      '--print',
      '--digest',
      '--write-map',
      '--city',
      '--seed',
      '--scenario',
      '--speed',
      '--url',
      '--hub',
      '--staff',
      '--secrets',
      '--anonymous',
      '--feed',
      '--start',
    ])
      expect(HELP).toContain(option)
  })

  it('name a scenario that exists', () => {
    expect(() => loadScenario('sunshine')).toThrow(ScenarioError)
    expect(() => loadScenario('sunshine')).toThrow(/ordinary/)
  })
})
