// Sizes of text on a wall from where people stand: ISO 9241-303 asks for 16′ of arc at least, 20–22′ for what matters.

export interface WallGeometry {
  /** Width of the picture on the wall, mm. */
  readonly widthMm: number
  /** From the eye to the wall, m. */
  readonly distanceM: number
}

export const LEAST_ARC_MIN = 16
const GOOD_ARC_MIN = 20
const MAIN_ARC_MIN = 22
const HEAD_ARC_MIN = 28

/** Height of a Chinese character and of a Barlow figure as a share of their font size. */
export const HAN_FACE = 0.92
export const FIGURE_FACE = 0.7

/** mm that an angle covers at a distance. 16′ at 1 m is 4.65 mm. */
export const arcMm = (arcMin: number, distanceM: number): number =>
  2 * distanceM * 1000 * Math.tan((arcMin / 60 / 2) * (Math.PI / 180))

/** Minutes of arc that a character covers. */
export const arcOf = (heightMm: number, distanceM: number): number =>
  (2 * Math.atan(heightMm / (2 * distanceM * 1000)) * 180 * 60) / Math.PI

/** Font sizes in px. `text*` for Chinese, `figure*` for digits of the condensed face. */
export interface WallText {
  readonly textS: number
  readonly textM: number
  readonly textL: number
  readonly textXl: number
  readonly figureS: number
  readonly figureM: number
  readonly figureL: number
  readonly figureXl: number
}

export function wallText(geometry: WallGeometry, widthPx: number): WallText {
  const px = (arcMin: number, face: number): number =>
    Math.ceil(((arcMm(arcMin, geometry.distanceM) * widthPx) / geometry.widthMm / face) * 10) / 10
  return {
    textS: px(LEAST_ARC_MIN, HAN_FACE),
    textM: px(GOOD_ARC_MIN, HAN_FACE),
    textL: px(MAIN_ARC_MIN, HAN_FACE),
    textXl: px(HEAD_ARC_MIN, HAN_FACE),
    figureS: px(LEAST_ARC_MIN, FIGURE_FACE),
    figureM: px(GOOD_ARC_MIN, FIGURE_FACE),
    figureL: px(MAIN_ARC_MIN, FIGURE_FACE),
    figureXl: px(HEAD_ARC_MIN, FIGURE_FACE),
  }
}

/** Until the wall is measured: a 4.8 m LED wall read from 6 m, or a 55-inch screen read from 1.8 m. */
export const assumedGeometry = (widthPx: number): WallGeometry =>
  widthPx >= 3000 ? { widthMm: Math.round((4800 * widthPx) / 3840), distanceM: 6 } : { widthMm: 1210, distanceM: 1.8 }

/** Reads `?mm=4800&m=6`; undefined unless both make sense. */
export function readGeometry(mm: unknown, m: unknown): WallGeometry | undefined {
  const widthMm = Number(mm)
  const distanceM = Number(m)
  if (!(widthMm >= 200 && widthMm <= 60_000 && distanceM >= 0.4 && distanceM <= 60)) return undefined
  return { widthMm, distanceM }
}
