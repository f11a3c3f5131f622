// Advice on a report's matter: the words of the catalogue and the decisions of the desk, in one answer with its reasons.
import type { ConditionId, MatterCode } from '../ids.ts'
import { createLearner, type Leaning, type Learner } from './learn.ts'
import { closestCondition, suggestMatter, type MatterSuggestion, type SuggestibleMatter } from './suggest.ts'

/** What the desk decided about a report's words. */
export interface Decision {
  readonly text: string
  readonly matter: MatterCode
  readonly condition: ConditionId
}

export interface Advice {
  readonly matter: MatterCode
  readonly condition: ConditionId
  /** 0–1: how often answers of this confidence have been right at this desk. Before any decision: the share of the words alone. */
  readonly confidence: number
  readonly via: 'words' | 'learned' | 'both'
  /** Words of the catalogue that the text holds, longest first. */
  readonly matched: readonly string[]
  /** Words of the text that earlier decisions point to, strongest first. */
  readonly because: readonly string[]
}

export interface Adviser {
  /** Decisions learned from. */
  readonly decisions: number
  /** `matters`: those in force when it was decided; their words are what the learning starts from. */
  learn(decision: Decision, matters: readonly SuggestibleMatter[]): void
  /** The same text was filed again under something else: see {@link Learner.correct}. */
  correct(was: Decision, now: Decision, matters: readonly SuggestibleMatter[]): void
  /** At most three, best first; only of `matters`. */
  advise(text: string, matters: readonly SuggestibleMatter[]): Advice[]
}

/** Learns the matter from all decisions, and the condition from those of the same matter. */
export function createAdviser(): Adviser {
  const byMatter = createLearner<MatterCode>()
  const conditions = new Map<MatterCode, Learner<ConditionId>>()
  const conditionsOf = (matter: MatterCode): Learner<ConditionId> => {
    const known = conditions.get(matter) ?? createLearner<ConditionId>()
    conditions.set(matter, known)
    return known
  }
  const conditionIn = (text: string, matter: SuggestibleMatter): ConditionId | undefined => {
    const near = closestCondition(text, matter.conditions)
    if (near === undefined || matter.conditions.length === 1) return near
    const [best] =
      conditions.get(matter.code)?.suggest(text, {
        leaning: new Map([[near, 1]]),
        allowed: (id) => matter.conditions.some((condition) => condition.id === id),
        most: 1,
      }) ?? []
    return best?.label ?? near
  }
  const nearOf = ({ text, matter }: Decision, matters: readonly SuggestibleMatter[]): Leaning<ConditionId> => {
    const near = closestCondition(text, matters.find(({ code }) => code === matter)?.conditions ?? [])
    return new Map(near === undefined ? [] : [[near, 1]])
  }

  return {
    get decisions() {
      return byMatter.decisions
    },
    learn(decision, matters) {
      const { text, matter, condition } = decision
      byMatter.learn(text, matter, leaningOf(suggestMatter(text, matters)))
      conditionsOf(matter).learn(text, condition, nearOf(decision, matters))
    },
    correct(was, now, matters) {
      const { text, matter, condition } = now
      byMatter.correct(text, was.matter, matter, leaningOf(suggestMatter(text, matters)))
      if (was.matter === matter) conditionsOf(matter).correct(text, was.condition, condition, nearOf(now, matters))
      else conditionsOf(matter).learn(text, condition, nearOf(now, matters))
    },
    advise(text, matters) {
      const words = suggestMatter(text, matters)
      const inForce = new Map(matters.map((matter) => [matter.code, matter]))
      return byMatter
        .suggest(text, { leaning: leaningOf(words), allowed: (code) => inForce.has(code) })
        .flatMap(({ label, confidence, learned, because }): Advice[] => {
          const matter = inForce.get(label)
          const condition = matter && conditionIn(text, matter)
          if (condition === undefined) return []
          const matched = words.find((one) => one.matter === label)?.matched ?? []
          const via = matched.length === 0 ? 'learned' : learned > 0 ? 'both' : 'words'
          return [{ matter: label, condition, confidence, via, matched, because }]
        })
    },
  }
}

/** What the words of the catalogue are worth to each other: the share of their weight, the best one whole where it stands alone. */
function leaningOf(words: readonly MatterSuggestion[]): Leaning<MatterCode> {
  const whole = words.reduce((sum, { weight }) => sum + weight, 0)
  return new Map(words.map(({ matter, weight }) => [matter, weight / whole]))
}
