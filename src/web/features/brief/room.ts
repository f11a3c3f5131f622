// What the parts of a brief's page share: the brief that stands there, whether the desk works on it, and taking in what an act answers.
import { inject, type InjectionKey, type Ref } from 'vue'
import type { BriefView } from '../../../wire/briefs.ts'

export interface BriefShared {
  readonly brief: Readonly<Ref<BriefView | undefined>>
  readonly editing: Ref<boolean>
  readonly take: (next: BriefView) => void
}
export const BRIEF: InjectionKey<BriefShared> = Symbol('brief')

export function useShared(): BriefShared {
  const shared = inject(BRIEF)
  if (shared === undefined) throw new Error('outside of a brief')
  return shared
}
