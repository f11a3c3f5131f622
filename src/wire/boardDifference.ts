// Where two boards differ, in words: for whoever finds that somebody else has changed it meanwhile. Compares, judges nothing.
import { sameValue } from '../core/same.ts'
import type { Text } from '../core/text.ts'
import { WALL_SHAPES, type WallShape } from '../core/wall/types.ts'
import type { Board, Panel } from './boards.ts'
import { say, type Words } from './words.ts'

export const SHAPE_WORDS: Words<WallShape> = {
  tall: say('竖屏', 'portrait'),
  single: say('单屏', 'one screen'),
  double: say('双屏', 'two screens'),
  triple: say('三屏及以上', 'three screens and more'),
}

/** Undefined: they are the same. */
export function boardDifference(a: Board, b: Board): Text | undefined {
  const parts: Text[] = []
  const differ = (one: unknown, other: unknown): boolean => !sameValue(one, other)
  if (differ(a.name, b.name)) parts.push(say('名称', 'name'))
  if (differ(a.topic, b.topic)) parts.push(say('主题', 'topic'))
  if (differ(a.onDemand ?? false, b.onDemand ?? false)) parts.push(say('是否轮播', 'whether it takes its turn'))
  for (const shape of WALL_SHAPES)
    if (differ(a.grids[shape], b.grids[shape]))
      parts.push(say(`${SHAPE_WORDS[shape].zh}版面`, `layout for ${SHAPE_WORDS[shape].en}`))
  const of = (board: Board): ReadonlyMap<string, Panel> => new Map(board.panels.map((panel) => [panel.region, panel]))
  const [one, other] = [of(a), of(b)]
  for (const region of new Set([...one.keys(), ...other.keys()])) {
    const [was, is] = [one.get(region), other.get(region)]
    const title = was?.title ?? is?.title
    if (differ(was, is)) parts.push(say(`面板“${title?.zh ?? region}”`, `panel “${title?.en ?? region}”`))
  }
  if (parts.length === 0) return undefined
  return { zh: parts.map((p) => p.zh).join('、'), en: parts.map((p) => p.en).join(', ') }
}
