// Who should answer for a case: the responsibility matrix and practice first, then ownership, then the territory. Proposes; a dispatcher decides.
import type { DepartmentId } from '../ids.ts'
import { reasonOf } from './reasons.ts'
import type { Department, DispatchQuestion, Learning, Party, Recommendation, Responsibility } from './types.ts'

type Via = Recommendation['via']
type Found = { readonly id: DepartmentId; readonly via: Via }

/** How closely a row fits: condition and area, condition, area, matter alone; the smaller area first. Undefined: it does not. */
function fitOf(row: Responsibility, question: DispatchQuestion): number | undefined {
  if (row.matter !== question.matter) return undefined
  if (row.condition !== undefined && row.condition !== question.condition) return undefined
  const area = row.area === undefined ? undefined : question.areas.indexOf(row.area)
  if (area === -1) return undefined
  const depth = question.areas.length + 1
  return (row.condition === undefined ? 0 : 2 * depth) + (area === undefined ? 0 : depth - area)
}

/** Territories that answer for the place, from the smallest area outwards. */
function territoriesOf(question: DispatchQuestion, departments: readonly Department[]): Department[] {
  return question.areas.flatMap((area) => departments.filter((d) => d.kind === 'territory' && d.area === area))
}

/**
 * Recommendations, best first. Order: the department that practice names, when enough alike cases agree on it (`learning`), unless
 * the component has a known owner or maintainer, or that department is another place's territory; then
 * rows of the matrix from the most specific (condition + area, condition, area, matter alone); then the owner and the maintainer of
 * the linked component; then the territories, from the street outwards. Departments that sent this case back come last and say so.
 * `@owner` falls to the maintainer, then to the smallest territory, as the standard's fallbacks do (权属 → 养护 → 属地). Unknown
 * department ids are passed over; nobody is named twice. Empty only when there is neither a fitting row nor practice, an owner, a
 * maintainer or a territory: then a person has to find one.
 *
 * 首接负责: a territory is proposed as the first responsible where nobody else is known, or after two departments sent the case back.
 */
export function recommend(
  question: DispatchQuestion,
  matrix: readonly Responsibility[],
  departments: readonly Department[],
  learning: Learning,
): Recommendation[] {
  const byId = new Map(departments.map((d) => [d.id, d]))
  const territories = territoriesOf(question, departments)

  const known = (id: DepartmentId | undefined, via: Via): Found | undefined =>
    id !== undefined && byId.has(id) ? { id, via } : undefined
  const owner = known(question.owner, 'owner')
  const maintainer = known(question.maintainer, 'maintainer')
  const territory = known(territories[0]?.id, 'territory')

  function resolve(party: Party): Found | undefined {
    if (party === '@owner') return owner ?? maintainer ?? territory
    if (party === '@maintainer') return maintainer ?? owner ?? territory
    if (party === '@territory') return territory
    return known(party, 'matrix')
  }

  const candidates: Candidate[] = []
  const propose = (found: Found | undefined, row?: Responsibility) => {
    const department = found && byId.get(found.id)
    if (!found || !department || candidates.some((c) => c.department === department)) return
    const helpers = (row?.assist ?? []).flatMap((party) => resolve(party)?.id ?? []).filter((id) => id !== found.id)
    candidates.push({ department, via: found.via, assist: [...new Set(helpers)], ...(row && { row }) })
  }

  const rows = matrix
    .map((row) => ({ row, fit: fitOf(row, question) }))
    .filter((r): r is { row: Responsibility; fit: number } => r.fit !== undefined)
    .sort((a, b) => b.fit - a.fit)
  for (const { row } of rows) propose(resolve(row.lead), row)
  propose(owner)
  propose(maintainer)
  for (const { id } of territories) propose({ id, via: 'territory' })

  const sentBack = ({ department }: Candidate): boolean => question.returnedBy.includes(department.id)
  const provenId = provenBy(question.practice, learning)
  // Practice is of the whole city: it names no other place's territory, and does not outvote who owns this very component.
  const elsewhere =
    provenId !== undefined && byId.get(provenId)?.kind === 'territory' && !territories.some((t) => t.id === provenId)
  const owned = candidates[0]?.via === 'owner' || candidates[0]?.via === 'maintainer'
  const proven =
    provenId !== undefined && !elsewhere && !owned && !question.returnedBy.includes(provenId)
      ? known(provenId, 'practice')
      : undefined
  propose(proven)

  const local = candidates.filter((one) => one.via === 'territory')
  const contested = question.returnedBy.length >= CONTESTED_AFTER
  const unowned = rows.length === 0 && !owner && !maintainer && !proven
  const first = unowned || contested ? (local.find((one) => !sentBack(one)) ?? local[0]) : undefined

  const isProven = ({ department }: Candidate): boolean => department.id === proven?.id
  const rank = (one: Candidate): number => (isProven(one) ? 0 : sentBack(one) ? 2 : 1)
  return candidates
    .sort((a, b) => rank(a) - rank(b))
    .map((one) => ({
      lead: one.department.id,
      assist: one.assist,
      via: isProven(one) ? 'practice' : one.via,
      ...(one === first && { firstResponsible: true }),
      reason: reasonOf({
        ...one,
        ...(question.practice && { practice: question.practice }),
        ...(one === first && { firstResponsible: contested ? 'contested' : 'unowned' }),
        proven: isProven(one),
        sentBack: sentBack(one),
      }),
      basis: one.row?.basis ?? [],
    }))
}

/** A proposal before its words. */
interface Candidate {
  readonly department: Department
  readonly via: Via
  readonly assist: readonly DepartmentId[]
  readonly row?: Responsibility
}

/** Sent back by so many departments, a case is contested: the territory takes it, so that it does not go round for ever. */
const CONTESTED_AFTER = 2

/** The department that did nearly all alike cases; undefined: too few are known, or they were done by several. */
function provenBy(practice: DispatchQuestion['practice'], { minCases, share }: Learning): DepartmentId | undefined {
  if (!practice || practice.cases === 0 || practice.cases < minCases) return undefined
  return practice.by.find((one) => one.cases / practice.cases >= share)?.department
}
