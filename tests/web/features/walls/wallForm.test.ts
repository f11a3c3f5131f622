// The settings of a wall as text and back: what is refused, what null means, the order of boards.
import { expect, it, test } from 'vitest'
import {
  changeOf,
  draftOf,
  movedUp,
  orderedBoards,
  stillThere,
  toggled,
} from '../../../../src/web/features/walls/wallForm.ts'
import { WallChangeSchema } from '../../../../src/wire/walls.ts'
import { fits } from '../../../../src/web/api/check.ts'

const ROW = {
  name: '左屏',
  orders: {
    boards: ['b', 'a'],
    everyMs: 45_000,
    visit: false,
    region: { x: 0, y: 0, width: 0.5, height: 1 },
    distanceM: 8,
  },
}

const KNOWN = { boards: ['a', 'b', 'c'], others: ['wall-b'] }

it('comes back as it was, in what the hub takes', () => {
  const read = changeOf(draftOf(ROW), KNOWN)
  expect(read).toEqual({
    change: {
      ...{ name: '左屏', boards: ['b', 'a'], everyMs: 45_000, follows: null },
      ...{ region: { x: 0, y: 0, width: 0.5, height: 1 }, widthMm: null, distanceM: 8 },
    },
  })
  expect(fits(WallChangeSchema, 'change' in read && read.change)).toBe(true)
})

test.each([
  [{ everyS: '' }, ['everyS']],
  [{ everyS: '5' }, ['everyS']],
  [{ everyS: 'soon' }, ['everyS']],
  [{ width: '' }, ['width']],
  [{ x: '', y: '', width: '', height: '' }, []],
  [{ height: '140' }, ['height']],
  [{ distanceM: '0.1', widthMm: '90' }, ['widthMm', 'distanceM']],
])('%j: wrong are %j', (over, wrong) => {
  const read = changeOf({ ...draftOf(ROW), ...over }, KNOWN)
  expect('wrong' in read ? read.wrong : []).toEqual(wrong)
})

it('an empty part is the whole picture', () => {
  const read = changeOf({ ...draftOf(ROW), x: '', y: '', width: ' ', height: '' }, KNOWN)
  expect(read).toMatchObject({ change: { region: null } })
})

it('boards keep the order they were chosen in, and move forward', () => {
  expect(orderedBoards(['b', 'gone'], ['a', 'b', 'c'])).toEqual(['b', 'a', 'c'])
  expect(toggled(['b'], 'a')).toEqual(['b', 'a'])
  expect(toggled(['b', 'a'], 'b')).toEqual(['a'])
  expect(movedUp(['b', 'a', 'c'], 'c')).toEqual(['b', 'c', 'a'])
  expect(movedUp(['b', 'a'], 'b')).toEqual(['b', 'a'])
})

it('leaves out boards that were removed and a wall that is gone, also while it stands open', () => {
  const row = { ...ROW, orders: { ...ROW.orders, boards: ['b', 'gone', 'a'], follows: 'wall-gone' } }
  expect(stillThere(draftOf(row), KNOWN)).toMatchObject({ boards: ['b', 'a'], follows: '' })
  expect(changeOf(draftOf(row), KNOWN)).toMatchObject({ change: { boards: ['b', 'a'], follows: null } })
  const led = { ...row, orders: { ...row.orders, follows: 'wall-b' } }
  expect(changeOf(draftOf(led), KNOWN)).toMatchObject({ change: { follows: 'wall-b' } })
  // The boards have not come yet: nobody has removed any.
  expect(changeOf(draftOf(row), { ...KNOWN, boards: [] })).toMatchObject({ change: { boards: ['b', 'gone', 'a'] } })
})
