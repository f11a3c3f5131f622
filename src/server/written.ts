// Several rooms that keep something in step with the log, told one after the other inside the same transaction.
import type { WhenWritten } from './ports.ts'

/** Several that want to be told of the same events, in their order. */
export const allWhenWritten =
  (...all: readonly WhenWritten[]): WhenWritten =>
  async (query, change) => {
    const afterwards: (() => void)[] = []
    for (const one of all) {
      const then = await one(query, change)
      if (then) afterwards.push(then)
    }
    return afterwards.length === 0
      ? undefined
      : () => {
          for (const then of afterwards) then()
        }
  }
