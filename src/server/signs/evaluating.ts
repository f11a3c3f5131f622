// One indicator in one area at one instant: gathers its inputs and hands them to the rule. The same for now and for the past.
import type { AreaCode } from '../../core/ids.ts'
import { evaluateIndicator } from '../../core/indicate/evaluate.ts'
import type { CaseFacts, PlatformFacts, Tables } from '../../core/indicate/inputs.ts'
import type { IndicatorValue } from '../../core/indicate/types.ts'
import { Inputs, type Source } from './inputs.ts'
import type { Planned } from './plan.ts'

export interface Moment {
  readonly at: number
  readonly source: Source
  readonly tables: Tables
  readonly slotsOf: (planned: Planned, area: AreaCode) => readonly number[]
  /** Values of the same indicator in the areas right below. */
  readonly childrenOf: (planned: Planned, area: AreaCode) => readonly IndicatorValue[]
  readonly cases?: ReadonlyMap<AreaCode, CaseFacts>
  /** Of the whole city. */
  readonly platform?: { readonly area: AreaCode; readonly facts: () => PlatformFacts }
}

export class Evaluating {
  private readonly inputs = new Inputs()

  /** Until when the last value holds if nothing is said, epoch ms. */
  get holdsUntil(): number {
    return this.inputs.holdsUntil
  }

  value(planned: Planned, area: AreaCode, moment: Moment): IndicatorValue {
    const { at, tables, source } = moment
    const { def } = planned
    const slots = moment.slotsOf(planned, area)
    const children = def.rollUp === undefined || def.rollUp === 'inputs' ? [] : moment.childrenOf(planned, area)
    const series = children.length > 0 ? [] : this.inputs.of(planned, slots, source, at, tables)
    const cases = moment.cases?.get(area)
    const isPlatform = def.formula.type === 'platform' && moment.platform?.area === area
    const platform = isPlatform ? moment.platform?.facts() : undefined
    return evaluateIndicator(
      def,
      area,
      {
        series,
        total: slots.length,
        ...(children.length > 0 && { children }),
        ...(cases !== undefined && { cases }),
        ...(platform !== undefined && { platform }),
      },
      tables,
      at,
    )
  }
}
