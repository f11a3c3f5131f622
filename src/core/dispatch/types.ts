// Who is responsible: the matrix as data, and a recommendation with its reasons.
import type { AreaCode, ConditionId, DepartmentId, MatterCode } from '../ids.ts'
import type { Text } from '../text.ts'

/** A department, or a rule for finding one: the component's owner, its maintainer, or the territory. */
export type Party = DepartmentId | '@owner' | '@maintainer' | '@territory'

export interface LegalBasis {
  readonly scope: 'national' | 'local'
  readonly text: string
  /** Date the article was last checked against its source, `YYYY-MM-DD`; absent: not checked. */
  readonly checked?: string
}

/** One row of the responsibility matrix; the most specific row that fits wins. */
export interface Responsibility {
  readonly matter: MatterCode
  readonly condition?: ConditionId
  readonly area?: AreaCode
  readonly lead: Party
  readonly assist: readonly Party[]
  readonly basis: readonly LegalBasis[]
}

export interface Department {
  readonly id: DepartmentId
  readonly name: Text
  readonly short: Text
  readonly kind: 'bureau' | 'enterprise' | 'territory' | 'centre'
  /** Territories: the area they answer for. */
  readonly area?: AreaCode
  readonly duties: readonly string[]
}

/** What the recommendation is made from. */
export interface DispatchQuestion {
  readonly matter: MatterCode
  readonly condition?: ConditionId
  /** From the smallest area outwards: street, district, city. */
  readonly areas: readonly AreaCode[]
  readonly owner?: DepartmentId
  readonly maintainer?: DepartmentId
  /** Departments that have sent this case back. */
  readonly returnedBy: readonly DepartmentId[]
  /** How alike cases were decided lately; absent: nothing known. */
  readonly practice?: Practice
}

/** Cases of one matter (and condition, where enough are known) that were disposed of lately, by who did it in the end. */
export interface Practice {
  /** Cases counted, the most recent ones within the window. */
  readonly cases: number
  readonly by: readonly { readonly department: DepartmentId; readonly cases: number }[]
  /** Of them, how many each department had sent back first. */
  readonly returned: readonly { readonly department: DepartmentId; readonly cases: number }[]
}

/** When practice may lead (city data): fewer cases or a smaller share only inform. */
export interface Learning {
  readonly windowDays: number
  readonly minCases: number
  readonly share: number
}

export interface Recommendation {
  readonly lead: DepartmentId
  readonly assist: readonly DepartmentId[]
  readonly via: 'matrix' | 'practice' | 'owner' | 'maintainer' | 'territory'
  /** 首接负责: nobody is known to own it; the proposed lead coordinates and may not hand it on. */
  readonly firstResponsible?: boolean
  readonly reason: Text
  readonly basis: readonly LegalBasis[]
}
