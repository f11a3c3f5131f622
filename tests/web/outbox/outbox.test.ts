// Acts without signal: kept, sent once and in order, stopped by rules and by others, and never anybody else's.
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { needsHand, occurredAt, ownVersion } from '../../../src/web/outbox/entry.ts'
import { entries, reopened, room } from '../../../src/web/outbox/state.ts'
import { StorageFull } from '../../../src/web/outbox/store.ts'
import { T0 } from '../../support/cases.ts'
import { act, browser, CASE, fakeHub, held, refusal, until, type Browser, type FakeHub } from '../support/outbox.ts'

let hub: FakeHub
let phone: Browser
beforeEach(async () => {
  hub = fakeHub()
  phone = await browser(hub)
  reopened.value = undefined
})
const states = (): string[] => entries.value.map((entry) => `${entry.input.act}:${entry.state}`)
const doneActs = (): string[] => hub.done.map(({ command }) => command.input.act)

describe('with signal', () => {
  it('answers as it always did, and leaves nothing behind', async () => {
    const tab = phone.tab()
    await tab.enter('u1')
    expect(await tab.press(act())).toEqual({ type: 'done' })
    expect(hub.done[0]?.command).not.toHaveProperty('occurredAt')
    expect(entries.value).toEqual([])
    expect(await phone.db.count('entries')).toBe(0)
  })
  it('gives a refusal back to the form that is open', async () => {
    hub.refuse = () => refusal(422)
    const tab = phone.tab()
    await tab.enter('u1')
    expect(await tab.press(act())).toMatchObject({ type: 'refused', problem: { status: 422 } })
    expect(await phone.db.count('entries')).toBe(0)
  })
  it('keeps a refusal that finds its form gone, so that somebody is told', async () => {
    hub.refuse = () => refusal(422)
    const tab = phone.tab()
    await tab.enter('u1')
    expect(await tab.press(act({ isWatched: () => false }))).toEqual({ type: 'kept' })
    expect(states()).toEqual(['progress:refused'])
  })
})

describe('without signal', () => {
  it('keeps at once, sends in the order of pressing with the times of pressing, photos before the act that names them', async () => {
    phone.signal = false
    const tab = phone.tab()
    await tab.enter('u1')
    const before = Date.now()
    expect(await tab.press(act({ input: { act: 'accept' } }))).toEqual({ type: 'kept' })
    expect(await tab.press(act({ photos: [held('a', 5), held('b', 6), 'f'.repeat(64)] }))).toEqual({ type: 'kept' })
    expect(
      await tab.press(act({ input: { act: 'submit', note: '已抽干', photos: [] }, photos: [held('c', 7)] })),
    ).toEqual({
      type: 'kept',
    })
    expect(states()).toEqual(['accept:waiting', 'progress:waiting', 'submit:waiting'])
    expect(hub.asked).toEqual([])

    phone.signal = true
    tab.wake()
    await until(() => hub.done.length === 3)
    expect(doneActs()).toEqual(['accept', 'progress', 'submit'])
    // Each rests on what the one before it made of the case.
    expect(hub.done.map(({ command }) => command.version)).toEqual([3, 5, 7])
    expect(hub.done[1]?.command.input).toMatchObject({
      photos: ['5'.padStart(64, '0'), '6'.padStart(64, '0'), 'f'.repeat(64)],
    })
    expect(hub.photos).toHaveLength(3)
    expect(hub.photos[0]?.meta).toEqual({ takenAt: T0, lng: 119.4, lat: 32.4 })
    for (const { command } of hub.done) expect(command.occurredAt).toBeGreaterThanOrEqual(before + 500)
    expect(hub.done[0]?.command.occurredAt).toBeLessThanOrEqual(Date.now() + 500)
    await until(async () => (await phone.db.count('entries')) + (await phone.db.count('photos')) === 0)
  })

  it('keeps what the line drops in the middle, and tries again by itself', async () => {
    hub.line = 'down'
    const tab = phone.tab()
    await tab.enter('u1')
    expect(await tab.press(act())).toEqual({ type: 'kept' })
    expect(states()).toEqual(['progress:waiting'])
    hub.line = 'up'
    await until(() => phone.timers.waiting() > 0)
    phone.timers.advance(60_000)
    await until(() => hub.done.length === 1)
  })

  it('has an act done once whose answer was lost after the hub took it', async () => {
    hub.line = 'losesAnswers'
    const tab = phone.tab()
    await tab.enter('u1')
    expect(await tab.press(act())).toEqual({ type: 'kept' })
    hub.line = 'up'
    tab.wake()
    await until(() => entries.value.length === 0)
    expect(hub.asked).toHaveLength(2)
    expect(hub.asked[0]).toBe(hub.asked[1])
    expect(hub.done).toHaveLength(1)
  })

  it('does not take another officer’s change for seen because its own answer was lost', async () => {
    hub.line = 'losesAnswers'
    const tab = phone.tab()
    await tab.enter('u1')
    await tab.press(act({ input: { act: 'accept' } }))
    await tab.press(act({ input: { act: 'submit', note: '完成', photos: [] } }))
    hub.line = 'up'
    hub.version = 9
    tab.wake()
    await until(() => states().includes('submit:conflict'))
    expect(hub.done.map(({ command }) => command.input.act)).toEqual(['accept'])
  })

  it('is not fooled by a sign-in page of somebody’s network', async () => {
    hub.refuse = () => refusal(0, { code: 'malformed' })
    const tab = phone.tab()
    await tab.enter('u1')
    expect(await tab.press(act())).toEqual({ type: 'kept' })
    expect(states()).toEqual(['progress:waiting'])
  })
})

describe('what stops', () => {
  async function stopped(no: FakeHub['refuse']): Promise<ReturnType<Browser['tab']>> {
    phone.signal = false
    const tab = phone.tab()
    await tab.enter('u1')
    await tab.press(act({ photos: [held('a')] }))
    await tab.press(act({ incident: 'YZ-2', input: { act: 'note', text: '另一件' } }))
    phone.signal = true
    hub.refuse = no
    tab.wake()
    await until(() => hub.done.length === 1)
    await until(() => entries.value.length === 1)
    return tab
  }
  const onlyCase = (problem: () => ReturnType<typeof refusal>) => (command: { input: { act: string } }) =>
    command.input.act === 'note' ? undefined : problem()

  it('stays with the hub’s reason when the rules refuse, without holding up other cases', async () => {
    const tab = await stopped(onlyCase(() => refusal(422)))
    expect(entries.value[0]).toMatchObject({ state: 'refused', why: { detail: { zh: '本部门不是主办' } } })
    expect(entries.value.filter(needsHand)).toHaveLength(1)
    await tab.discard(entries.value[0]?.key ?? '')
    expect(await phone.db.count('entries')).toBe(0)
    expect(await phone.db.count('photos')).toBe(0)
  })

  it('goes back into its form with everything that was in it', async () => {
    const tab = await stopped(onlyCase(() => refusal(422)))
    await tab.edit(entries.value[0]?.key ?? '')
    expect(reopened.value).toMatchObject({ incident: CASE, act: 'progress', fields: { note: '正在抽排' } })
    expect((reopened.value?.photos.length ?? 0) + (reopened.value?.photoIds.length ?? 0)).toBe(1)
    expect(entries.value).toEqual([])
  })

  it('says who has moved the case on, and is sent against what stands now when told to', async () => {
    hub.version = 8
    const tab = await stopped(undefined)
    expect(entries.value[0]).toMatchObject({ state: 'conflict', moved: { by: '王海', version: 8 } })
    await tab.sendAgain(entries.value[0]?.key ?? '', 10)
    await until(() => entries.value.length === 0)
    expect(hub.done.at(-1)?.command).toMatchObject({ version: 10, input: { act: 'progress', note: '正在抽排' } })
  })

  it('goes on as a note that no conflict can stop', async () => {
    hub.version = 8
    const tab = await stopped(undefined)
    await tab.toNote(entries.value[0]?.key ?? '', '正在抽排（转为备注）')
    await until(() => entries.value.length === 0)
    expect(hub.done.at(-1)?.command.input).toEqual({ act: 'note', text: '正在抽排（转为备注）' })
    expect(hub.done.at(-1)?.command.occurredAt).toBeDefined()
  })

  it('holds up what was pressed after it on the same case', async () => {
    hub.version = 8
    const tab = await stopped(undefined)
    expect(await tab.press(act({ version: 8, input: { act: 'submit', note: '完成', photos: [] } }))).toEqual({
      type: 'kept',
    })
    await tab.reread()
    expect(states()).toEqual(['progress:conflict', 'submit:waiting'])
    await tab.discard(entries.value[0]?.key ?? '')
    await until(() => !states().includes('submit:waiting'))
  })

  it('lets others go on when the hub cannot take one act time and again', async () => {
    phone.signal = false
    const tab = phone.tab()
    await tab.enter('u1')
    await tab.press(act())
    hub.refuse = () => refusal(503)
    phone.signal = true
    for (let i = 0; i < 12 && states()[0] !== 'progress:failed'; i++) {
      tab.wake()
      await until(() => phone.timers.waiting() > 0 || states()[0] === 'progress:failed')
      phone.timers.advance(60_000)
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    expect(states()).toEqual(['progress:failed'])
  })
})

describe('whose they are', () => {
  it('waits through an expired sign-in and goes on when the same account is back', async () => {
    hub.refuse = () => refusal(401)
    const tab = phone.tab()
    await tab.enter('u1')
    expect(await tab.press(act())).toEqual({ type: 'kept' })
    await tab.enter(undefined)
    expect(entries.value).toEqual([])
    hub.refuse = undefined

    await tab.enter('u2')
    tab.wake()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(entries.value).toEqual([])
    expect(hub.done).toEqual([])

    await tab.enter('u1')
    await until(() => hub.done.length === 1)
  })

  it('is sent by one tab only, and seen by both', async () => {
    phone.signal = false
    const [first, second] = [phone.tab(), phone.tab()]
    await first.enter('u1')
    await second.enter('u1')
    await first.press(act())
    await second.press(act())
    await first.reread()
    expect(entries.value).toHaveLength(2)
    phone.signal = true
    first.wake()
    second.wake()
    await until(() => entries.value.length === 0)
    expect(hub.asked).toHaveLength(2)
    expect(hub.done).toHaveLength(2)
  })

  it('is sent by another tab when the one that sent has died', async () => {
    await phone.db.put('leases', { name: 'yiwang.outbox', owner: 'dead', until: Date.now() - 1 })
    phone.signal = false
    const tab = phone.tab()
    await tab.enter('u1')
    await tab.press(act())
    await phone.store.change(entries.value[0]?.key ?? '', { state: 'sending' })
    phone.signal = true
    tab.wake()
    await until(() => hub.done.length === 1)
  })

  it('does not show as sending what a dead tab left in the middle, and takes only its own doing for seen', async () => {
    phone.signal = false
    const tab = phone.tab()
    await tab.enter('u1')
    const left = act({ input: { act: 'accept' } })
    await tab.press(left)
    await tab.press(act({ input: { act: 'submit', note: '完成', photos: [] } }))
    await until(() => phone.timers.waiting() > 0)
    // The tab died after the hub had taken the first; somebody else has moved the case on since.
    await phone.store.change(left.key, { state: 'sending' })
    await hub.sendAct(CASE, { key: left.key, version: 3, input: { act: 'accept' } })
    hub.version = 9
    phone.signal = true
    tab.wake()
    await until(() => states().includes('submit:conflict'))
    expect(doneActs()).toEqual(['accept'])
  })

  it('looks again after another tab was sending', async () => {
    phone.signal = false
    const tab = phone.tab()
    await phone.db.put('leases', { name: 'yiwang.outbox', owner: 'other', until: Date.now() + 60_000 })
    await tab.enter('u1')
    await tab.press(act())
    await until(() => phone.timers.waiting() > 0)
    phone.signal = true
    await phone.db.delete('leases', 'yiwang.outbox')
    expect(hub.asked).toEqual([])
    phone.timers.advance(5_000)
    await until(() => hub.done.length === 1)
  })
})

describe('a browser that keeps nothing', () => {
  it('acts straight, photos first, and says what is wrong with the form still open', async () => {
    const tab = phone.tab({ store: undefined })
    await tab.enter('u1')
    expect(room.value).toBe('forbidden')
    expect(await tab.press(act({ photos: [held('a')] }))).toEqual({ type: 'done' })
    expect(hub.photos).toHaveLength(1)
    hub.line = 'down'
    expect(await tab.press(act())).toMatchObject({ type: 'refused', problem: { code: 'unreachable' } })
  })
  it('says so when the device has no room', async () => {
    const tab = phone.tab({ store: { ...phone.store, add: () => Promise.reject(new StorageFull()) } })
    await tab.enter('u1')
    hub.line = 'down'
    expect(await tab.press(act())).toMatchObject({ type: 'refused' })
    expect(room.value).toBe('full')
  })
})

describe('times and versions', () => {
  it.each([
    ['pressed while the hub was known', { pressedAt: 1000, offsetMs: 50 }, 70, 9_999, 1050],
    ['pressed before the hub was heard', { pressedAt: 1000 }, 70, 9_999, 1070],
    ['by a phone whose clock is ahead', { pressedAt: 90_000, offsetMs: 0 }, 0, 9_999, 9_999],
  ])('%s', (_, entry, offset, now, at) => expect(occurredAt(entry, offset, now)).toBe(at))
  it('takes its own doing for seen, not what came after it', () => {
    const event = (n: number, key: string) =>
      ({ n, because: [{ kind: 'command', id: key }] }) as unknown as Parameters<typeof ownVersion>[0][number]
    expect(ownVersion([event(4, 'k'), event(5, 'k'), event(6, 'other')], 'k', 6)).toBe(5)
    expect(ownVersion([], 'k', 6)).toBe(6)
  })
})
