// Sizes reckoned with in script grow as the text does.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { TEXT_SCALES } from '../../../src/web/ui/textSize.ts'

const sizes = (css: string): number[] => [...css.matchAll(/--size-[12]: (\d+)px/g)].map(([, px]) => Number(px))
const read = (name: string): string => readFileSync(new URL(`../../../src/web/ui/${name}`, import.meta.url), 'utf8')

it.each(['large', 'largest'] as const)('%s', (size) => {
  const normal = sizes(read('tokens.css')).slice(0, 2)
  const larger = sizes(read('text-size.css').split(`data-text='${size}'`)[1] ?? '').slice(0, 2)
  expect(normal).toHaveLength(2)
  expect(larger).toHaveLength(2)
  for (const [i, px] of normal.entries()) expect(TEXT_SCALES[size]).toBeGreaterThanOrEqual((larger[i] ?? 0) / px)
})
