// How wide words are before they are drawn.

/** Width of a text, near enough to keep room for it: a Chinese sign is as wide as it is high, the rest about half. */
export const textWidth = (text: string, size: number): number =>
  [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? 1 : 0.56), 0) * size
