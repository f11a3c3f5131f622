// From bytes to text and JSON, safely: UTF-8 only, byte-order mark dropped, no element count without bound.
import { Collector } from './collect.ts'
import type { Decoded, Format, FormatContext, FormatId } from './types.ts'

/** More elements than this in one message is a mistake or an attack: no known gateway buffers a tenth of it. */
export const MAX_ELEMENTS = 10_000

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The text of a payload, without byte-order mark; undefined when it is not UTF-8 (GBK, binary). */
export function toText(payload: Uint8Array): string | undefined {
  try {
    return utf8.decode(payload)
  } catch {
    return undefined
  }
}

/** A format whose payload is text. Adds what all of them share: UTF-8, emptiness, and the promise never to throw. */
export function textFormat(id: FormatId, read: (text: string, ctx: FormatContext, into: Collector) => void): Format {
  return {
    id,
    decode(payload, ctx): Decoded {
      const into = new Collector(ctx)
      const text = toText(payload)
      if (text === undefined) into.reject('unparseable', 'not UTF-8 text')
      else if (text.trim() === '') into.reject('unparseable', 'empty message (a retained value was cleared?)')
      else
        try {
          read(text, ctx, into)
        } catch (error) {
          // Not expected; a format that trips over one message must still not stop the next.
          into.reject('unparseable', error instanceof Error ? error.message : 'unreadable')
        }
      return into
    },
  }
}

/** Parses JSON; Python's bare `NaN` and `Infinity` become texts, so that one broken value does not hide the others. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    if (!/NaN|Infinity/.test(text)) return undefined
  }
  try {
    return { value: JSON.parse(quoteNonNumbers(text)) as unknown }
  } catch {
    return undefined
  }
}

const NON_NUMBERS = ['-Infinity', 'Infinity', 'NaN'] as const

/** One linear pass; a regular expression over quoted strings would be quadratic on hostile text. */
function quoteNonNumbers(text: string): string {
  let out = ''
  let from = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted) {
      if (c === '\\') i++
      else if (c === '"') quoted = false
    } else if (c === '"') quoted = true
    else if (c === 'N' || c === 'I' || c === '-') {
      const word = NON_NUMBERS.find((w) => text.startsWith(w, i))
      if (word === undefined) continue
      out += `${text.slice(from, i)}"${word}"`
      i += word.length - 1
      from = i + 1
    }
  }
  return out + text.slice(from)
}

/** True for a JSON object; arrays and null are none. */
export const isRecord = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v)
