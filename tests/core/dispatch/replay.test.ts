// The learner on real complaints, where they are at hand: better than naive Bayes over words, and as sure as it is right.
import { describe, expect, it } from 'vitest'
import { createLearner } from '../../../src/core/dispatch/learn.ts'
import { naiveBayesRight, readComplaints } from '../../bench/complaints.ts'

/** Enough to tell; the whole replay is a bench (`npm run bench -- --only suggest`). */
const MOST = 2_000
const all = readComplaints('tokens')?.slice(0, MOST)
if (!all)
  process.stdout.write(
    'the labelled complaints are not here (YIWANG_SHARED_DATA names where): the replay stands aside\n',
  )

describe.skipIf(!all)('labelled complaints', () => {
  it('are told better than by naive Bayes over words, on a fifth held out', { timeout: 120_000 }, () => {
    const complaints = all ?? []
    const cut = Math.floor(complaints.length * 0.8)
    const learner = createLearner<string>()
    for (const { text, label } of complaints.slice(0, cut)) learner.learn(text, label)
    const held = complaints.slice(cut).map(({ text, label }) => ({ label, found: learner.suggest(text) }))
    const right = held.filter(({ label, found }) => found[0]?.label === label).length / held.length
    const naive = naiveBayesRight(complaints.slice(0, cut), complaints.slice(cut))
    expect(naive).toBeGreaterThan(0.7)
    expect(right).toBeGreaterThan(naive + 0.02)
    expect(
      held.filter(({ label, found }) => found.some((one) => one.label === label)).length / held.length,
    ).toBeGreaterThan(0.95)
    const sure = held.filter(({ found }) => (found[0]?.confidence ?? 0) >= 0.9)
    const said = sure.reduce((sum, { found }) => sum + (found[0]?.confidence ?? 0), 0) / sure.length
    const was = sure.filter(({ label, found }) => found[0]?.label === label).length / sure.length
    expect(Math.abs(said - was)).toBeLessThan(0.08)
  })
})
