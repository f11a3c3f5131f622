// @vitest-environment happy-dom
// Every phrase that a component asks for is there: a missing one would show as its key.
import { expect, it } from 'vitest'
import type { Phrases } from '../../../src/web/i18n/i18n.ts'
import { phrases } from '../../../src/web/i18n/zh.ts'
import { sources, withoutComments } from '../../rules/tree.ts'

const at = (path: string): string | Phrases | undefined =>
  path
    .split('.')
    .reduce<string | Phrases | undefined>((p, name) => (typeof p === 'object' ? p[name] : undefined), phrases)

/** `t('a.b')`, and `t(cond ? 'a.b' : 'a.c')`; whole keys only. */
const WHOLE = new RegExp(`'((?:${Object.keys(phrases).join('|')})(?:\\.\\w+)+)'`, 'g')
/** `t(\`a.b.${x}\`)`: what stands before the first hole must be a group of phrases. */
const GROUP = new RegExp(`\`((?:${Object.keys(phrases).join('|')})(?:\\.\\w+)*)\\.\\w*\\$\\{`, 'g')

it('has every phrase that is asked for by name, and every group that is asked for by part of it', () => {
  const asked = { whole: 0, group: 0 }
  const missing = sources(['src/web'], ['.ts', '.vue']).flatMap(({ path, text }) => {
    // Only calls: other texts may look alike (`incident.id` in an expression is no phrase).
    const calls = [...withoutComments(text).matchAll(/\bt\(([\s\S]{0,200}?)\)/g)].map(([, inside]) => inside ?? '')
    return calls.flatMap((call) => {
      const whole = [...call.matchAll(WHOLE)].flatMap(([, key]) => key ?? [])
      const group = [...call.matchAll(GROUP)].flatMap(([, key]) => key ?? [])
      asked.whole += whole.length
      asked.group += group.length
      return [
        ...whole.filter((key) => typeof at(key) !== 'string'),
        ...group.filter((key) => typeof at(key) !== 'object'),
      ].map((key) => `${path} asks for ${key}`)
    })
  })
  expect(asked.whole).toBeGreaterThan(200)
  expect(asked.group).toBeGreaterThan(20)
  expect(missing).toEqual([])
})
