// Format `number`: the payload is one value, `3.2` or `3.2 mm`; topic and contract say of what. Time is the arrival.
import { textFormat } from '../payload.ts'
import { toQuantity } from '../quantity.ts'

export const number = textFormat('number', (text, ctx, into) => {
  const bare = text.trim()
  // Some firmwares publish the JSON text "3.2", quotes and all.
  const quantity = toQuantity(/^".*"$/s.test(bare) ? bare.slice(1, -1) : bare)
  if (quantity === undefined) return into.reject('unparseable', `not a number: ${bare.slice(0, 40)}`)
  into.reading({
    device: undefined,
    metric: undefined,
    value: quantity.value,
    unit: quantity.unit,
    occurredAt: ctx.receivedAt,
  })
})
