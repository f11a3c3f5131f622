// What may be a name or a text once it is inside: PostgreSQL refuses NUL, and one such text would fail a whole batch.

const NAME = /^[^\p{Cc}\p{Cs}]{1,128}$/u
const UNSAFE = /[\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu

/** True for an id we can keep: 1–128 characters, no control characters, no broken surrogates. */
export const isName = (text: string): boolean => NAME.test(text)

/** The text without control characters (line breaks and tabs stay) and broken surrogates. */
export const cleanText = (text: string): string => text.replace(UNSAFE, ' ')

/** One printable line of at most `max` characters, for details and logs. */
export function clip(text: string, max = 160): string {
  const line = cleanText(text.slice(0, max * 2))
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > max ? `${line.slice(0, max - 1)}…` : line
}
