// What is owed to whoever reported a case (诉求人): what their answer means. Starts no clock and knows no person.
import type { CallBack, Rating } from './types.ts'

/** 好差评 (国办发〔2019〕51号): the last two of the five levels are bad ratings, which have to be looked into. */
const BAD: ReadonlySet<Rating> = new Set<Rating>(['dissatisfied', 'veryDissatisfied'])

/** A bad rating, or a caller who says that it is not solved. Nobody who was not reached is discontent. */
export const isDiscontent = ({ rating, solved }: Pick<CallBack, 'rating' | 'solved'>): boolean =>
  solved === false || (rating !== undefined && BAD.has(rating))

/** Something that can be dialled. A case remembers that there is a number, never which. */
export const canBeCalled = (reporter: { readonly phone?: string } | undefined): boolean =>
  /\d{3}/.test(reporter?.phone ?? '')

/** The rating since the last closure; absent while nobody was reached. */
export const ratingOf = (callBacks: readonly CallBack[] | undefined): Rating | undefined =>
  callBacks?.findLast((call) => call.rating !== undefined)?.rating
