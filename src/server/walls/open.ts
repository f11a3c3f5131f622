// Walls and their boards, put together for the hub.
import type { AccountDesk, CaseFiles, Now } from '../ports.ts'
import { invalid } from '../problems.ts'
import type { Screens } from '../publish/screens.ts'
import type { Reference } from '../../wire/reference.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { openBoards, type BoardDesk } from './boards.ts'
import { openWalls, type WallDesk } from './walls.ts'

export interface WallRoom {
  readonly walls: WallDesk
  readonly boards: BoardDesk
  /** Tells what walls have said since, and follows what another hub has changed. */
  round(): Promise<void>
}

export interface WallRoomOptions {
  readonly db: Db
  readonly now: Now
  readonly reference: ReferenceIndex
  /** The city's files, by which its boards are judged. */
  readonly files: Reference
  readonly cityFolder: string
  readonly accounts: Pick<AccountDesk, 'admit' | 'setDisabled'>
  readonly cases: Pick<CaseFiles, 'get'>
  readonly screens: Pick<Screens, 'showWalls' | 'showBoards'>
  readonly drop: (account: string) => void
}

/** Resolves once boards and walls stand on screens. Throws for a city whose boards cannot be drawn. */
export async function openWallRoom(options: WallRoomOptions): Promise<WallRoom> {
  const { db, now, reference, files, cityFolder, accounts, cases, screens, drop } = options
  const boards = await openBoards({ db, now, reference, files, cityFolder, show: screens.showBoards })
  const walls = openWalls({
    ...{ db, now, accounts, hasBoard: boards.has, show: screens.showWalls, drop },
    async missing(show) {
      if (show.type === 'incident' && (await cases.get(show.incident)) === undefined)
        return invalid('/show/incident', { zh: '没有这个案卷', en: 'There is no such case' })
      if (show.type === 'sign' && !reference.indicators.has(show.indicator))
        return invalid('/show/indicator', { zh: '没有这个指标', en: 'There is no such indicator' })
      if (show.type === 'sign' && !reference.areas.has(show.area))
        return invalid('/show/area', { zh: '没有这个区域', en: 'There is no such area' })
      return undefined
    },
  })
  await walls.load()
  return {
    walls,
    boards,
    async round() {
      await walls.round()
      await boards.round()
    },
  }
}
