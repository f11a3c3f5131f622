// Whether this machine has the faces that official paper is set in. Measured: browsers do not say which fonts there are.
const SAMPLE = 'mWi0123456789'
const GENERIC = ['monospace', 'serif'] as const

/** True where a face sets the sample differently from both of what would stand in for it. */
function has(face: string, pen: CanvasRenderingContext2D): boolean {
  return GENERIC.every((generic) => {
    const width = (font: string): number => {
      pen.font = `32px ${font}`
      return pen.measureText(SAMPLE).width
    }
    return width(`'${face}', ${generic}`) !== width(generic)
  })
}

/** No face of 仿宋 here: the page prints in the nearest song face, and says so. False where it cannot be told. */
export function missingFaces(): boolean {
  const pen = document.createElement('canvas').getContext('2d')
  if (pen === null) return false
  return !['FangSong_GB2312', 'FangSong', 'STFangsong', '仿宋'].some((face) => has(face, pen))
}
