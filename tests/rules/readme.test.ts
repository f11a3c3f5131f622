// The README's table of settings against the settings themselves: a name or a default cannot drift.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SETTINGS } from '../../src/server/config.ts'
import { ROOT } from './tree.ts'

/** First two cells of every table row whose first cell is one setting in backticks: name and default. */
function settingsIn(text: string): Map<string, string> {
  const rows = text.matchAll(/^\|\s*`([A-Z][A-Z_]+)`\s*\|\s*([^|]*?)\s*\|/gm)
  return new Map([...rows].map(([, name, value]) => [name ?? '', (value ?? '').replaceAll('`', '')]))
}

const wanted = new Map<string, string | undefined>(
  Object.entries(SETTINGS).map(([name, setting]) => [name, setting.default]),
)

test('reads a table', () => {
  const text = '| setting | default | what |\n|---|---|---|\n| `PORT` | `8080` | web |\n| `MQTT_URL` | – | broker |\n'
  expect(settingsIn(text)).toEqual(
    new Map([
      ['PORT', '8080'],
      ['MQTT_URL', '–'],
    ]),
  )
})

describe.each(['README.md', 'README.zh.md'])('%s', (name) => {
  const file = join(ROOT, name)
  test.runIf(existsSync(file))('names every setting with its default', () => {
    const told = settingsIn(readFileSync(file, 'utf8'))
    // CONFIG names the file that the others may stand in.
    told.delete('CONFIG')
    expect([...told.keys()].sort()).toEqual([...wanted.keys()].sort())
    for (const [setting, value] of told)
      if (wanted.get(setting) !== undefined) expect([setting, value]).toEqual([setting, wanted.get(setting)])
  })
})
