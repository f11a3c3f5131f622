// Sizes of a wall as CSS variables, for everything drawn within.
import type { WallText } from './textSize.ts'

export const wallStyle = (t: WallText): Readonly<Record<string, string>> => ({
  '--text-s': `${t.textS}px`,
  '--text-m': `${t.textM}px`,
  '--text-l': `${t.textL}px`,
  '--text-xl': `${t.textXl}px`,
  '--figure-s': `${t.figureS}px`,
  '--figure-m': `${t.figureM}px`,
  '--figure-l': `${t.figureL}px`,
  '--figure-xl': `${t.figureXl}px`,
  // Nothing on a wall is smaller than its smallest text.
  '--label-size': '1em',
  '--map-note-size': `${t.textS}px`,
  '--gap': `${Math.round(t.textS * 0.5)}px`,
})
