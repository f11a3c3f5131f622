// @vitest-environment happy-dom
// Times as people read them, in the city's zone.
import { expect, it } from 'vitest'
import { cityOffsetMinutes } from '../../../src/web/i18n/format.ts'

it('knows by how much city time is ahead, to the minute, whatever the seconds', () => {
  for (const at of [0, 29_000, 31_000, 59_999]) expect(cityOffsetMinutes(Date.UTC(2026, 10, 22, 15, 59) + at)).toBe(480)
})
