// @vitest-environment happy-dom
// Times as people read them, in the city's zone.
import { expect, it } from 'vitest'
import { cityOffsetMinutes, fullTime } from '../../../src/web/i18n/format.ts'
import { locale } from '../../../src/web/i18n/i18n.ts'

it('knows by how much city time is ahead, to the minute, whatever the seconds', () => {
  for (const at of [0, 29_000, 31_000, 59_999]) expect(cityOffsetMinutes(Date.UTC(2026, 10, 22, 15, 59) + at)).toBe(480)
})

it('names the year where it is read on another day', () => {
  const at = Date.UTC(2026, 10, 22, 6, 5)
  expect(fullTime(at)).toBe('2026年11月22日 14:05')
  locale.value = 'en'
  expect(fullTime(at)).toBe('22 Nov 2026 14:05')
  locale.value = 'zh'
})
