// Words of people and devices made fit for XML, which has no place for control characters nor for half a surrogate pair.

const isUnfit = (code: number): boolean =>
  (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) ||
  (code >= 0xd800 && code <= 0xdfff) ||
  code === 0xfffe ||
  code === 0xffff

/** Without what no word processor would open; the rest as it is. */
export const fit = (text: string): string => [...text].filter((c) => !isUnfit(c.codePointAt(0) ?? 0)).join('')
