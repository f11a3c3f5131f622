// Which emergencies come first, and which of their steps are open.
import { expect, it } from 'vitest'
import { openSteps, running } from '../../../src/core/emergency/open.ts'
import { emergency } from '../../fixtures/emergencies.ts'

const T = 1_795_000_000_000

it('what runs in earnest stands before any drill', () => {
  const rows = [
    emergency(T, { id: 'd', drill: true, level: 1 }),
    emergency(T, { id: 'x', endedAt: T }),
    emergency(T, { id: 'r', level: 3 }),
    emergency(T, { id: 's', level: 2 }),
  ]
  expect(running(rows).map((one) => one.id)).toEqual(['s', 'r', 'd'])
})

it('open steps are those not done, the nearest deadline first', () => {
  expect(openSteps(emergency(T)).map(({ step }) => step.id)).toEqual([
    ...['close', 'pumps', 'medical', 'gates', 'power', 'move', 'press'],
  ])
})
