// A number as devices write it: a JSON number, a text, a text with a unit behind it, a switch.

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([\p{L}%‰°℃℉µ$/].{0,31})?$/su
const NOT_A_NUMBER = /^[+-]?(?:nan|inf|infinity)$/i

export interface Quantity {
  /** NaN where the sender says so («NaN», «inf»): a value was meant, but there is none. */
  readonly value: number
  readonly unit?: string
}

/** Reads `3.2`, `"3.2"`, `"3.2 mm"`, `true`; undefined for anything else. A decimal comma is refused: `3,2` may be two numbers. */
export function toQuantity(raw: unknown): Quantity | undefined {
  if (typeof raw === 'number') return { value: raw }
  if (typeof raw === 'boolean') return { value: raw ? 1 : 0 }
  if (typeof raw !== 'string') return undefined
  const text = raw.trim()
  // A number is short; a megabyte of digits is not worth a look.
  if (text.length > 64) return undefined
  const match = QUANTITY.exec(text)
  if (match === null) return NOT_A_NUMBER.test(text) ? { value: NaN } : undefined
  const unit = match[2]?.trim()
  const value = Number(match[1])
  return unit === undefined || unit === '' ? { value } : { value, unit }
}

/** A number or its text, no unit allowed; undefined for anything else. */
export function toNumber(raw: unknown): number | undefined {
  if (typeof raw === 'number') return raw
  if (typeof raw !== 'string') return undefined
  const quantity = toQuantity(raw)
  return quantity === undefined || quantity.unit !== undefined ? undefined : quantity.value
}
