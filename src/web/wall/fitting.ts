// Which of several ways to say something has room. Measures with the face of the element it stands in.

let pen: CanvasRenderingContext2D | null | undefined

/** px of a text in an element's own face; 0 where nothing can be measured. */
function widthOf(text: string, element: Element): number {
  pen ??= document.createElement('canvas').getContext('2d')
  if (pen === null) return 0
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(element)
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
  return pen.measureText(text).width
}

/** A line breaks between words: of several lines a part stays empty. */
const FILLED = 0.9

/** The first of `words` that fits `lines` of `widthPx`; the beginning of the last one with «…» where none does. */
export function fitting(words: readonly string[], element: Element | null, widthPx: number, lines: number): string {
  const last = words.at(-1) ?? ''
  if (last === '') return words[0] ?? ''
  if (element === null || widthPx <= 0) return words[0] ?? ''
  const room = lines === 1 ? widthPx : widthPx * lines * FILLED
  const found = words.find((one) => widthOf(one, element) <= room)
  if (found !== undefined) return found
  let end = last.length
  while (end > 0 && widthOf(`${last.slice(0, end)}…`, element) > room) end--
  return `${last.slice(0, end).trimEnd()}…`
}
