// Alarm rules by name: as they are, as they were when last taken over, and those that alarms outlived. Judges nothing.
import { matchesRule } from '../../core/alarm/state.ts'
import type { AlarmRule } from '../../core/alarm/types.ts'
import type { Level } from '../../core/level.ts'
import type { ReferenceIndex } from '../reference/load.ts'
import type { Db } from '../store/db.ts'
import { hashOf } from '../store/reference.ts'
import { formerRules } from './stored.ts'

type Rules = ReadonlyMap<string, AlarmRule>

/** Rules by sensor kind and attributes, for the sensor table. */
export const rulesBy =
  (rules: readonly AlarmRule[]) =>
  (kind: string, attributes: Readonly<Record<string, string | number>>): readonly AlarmRule[] =>
    rules.filter((rule) => rule.kind === kind && matchesRule(rule, attributes))

export const opensCase = (rule: AlarmRule, level: Level): boolean =>
  rule.incident !== undefined && level <= rule.incident.fromLevel

/** Entries of the catalogue are read from the store: the same content is another object. */
const isSame = (a: AlarmRule | undefined, b: AlarmRule | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && hashOf(a) === hashOf(b))

export class RuleBook {
  private taken: Rules
  private readonly former = new Map<string, AlarmRule>()

  constructor(private readonly reference: Pick<ReferenceIndex, 'alarmRules'>) {
    this.taken = reference.alarmRules
  }

  async load(db: Db): Promise<void> {
    for (const rule of await formerRules(db)) this.former.set(rule.id, rule)
  }

  /** Whether there is a rule of that name now. */
  has(id: string): boolean {
    return this.reference.alarmRules.has(id)
  }

  /** The rule of that name, or the last one that had it. */
  ruleOf(id: string): AlarmRule | undefined {
    return this.reference.alarmRules.get(id) ?? this.former.get(id)
  }

  /** Rules changed, added or removed since the last call, as they were. */
  takeChanged(): ReadonlyMap<string, AlarmRule | undefined> {
    const [before, after] = [this.taken, this.reference.alarmRules]
    this.taken = after
    const changed = new Map<string, AlarmRule | undefined>()
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      const was = before.get(id)
      if (isSame(was, after.get(id))) continue
      changed.set(id, was)
      if (was !== undefined) this.former.set(id, was)
    }
    return changed
  }
}
