// What is known about a matter and the ways people report it. {place} {road} {near} {time} {n} are filled in.

export interface MatterWords {
  readonly key: string
  /** Codes of the matter by preference: the first that the city's list has. */
  readonly codes: readonly string[]
  /** Condition of that code, when a trained reporter names it. */
  readonly condition?: string
  /** Weight among baseline reports; 0 where only a trouble or the weather brings them. */
  readonly weight: number
  /** Channels that report it. */
  readonly by: readonly ('hotline' | 'patrol' | 'camera')[]
  /** Told by citizens on the phone. */
  readonly calls: readonly string[]
  /** Written by patrols and cameras: shorter, in the words of the trade. */
  readonly notes: readonly string[]
  readonly when?: 'day' | 'evening' | 'night'
}

export const all = ['hotline', 'patrol', 'camera'] as const
export const people = ['hotline', 'patrol'] as const
export const hotline = ['hotline'] as const
