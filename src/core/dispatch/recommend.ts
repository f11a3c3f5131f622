// Who should answer for a case: the responsibility matrix first, then ownership, then the territory. Proposes; a dispatcher decides.
import type { DepartmentId } from '../ids.ts'
import type { Text } from '../text.ts'
import type { Department, DispatchQuestion, LegalBasis, Party, Recommendation, Responsibility } from './types.ts'

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
 * Recommendations, best first. Order: rows of the matrix from the most specific (condition + area, condition, area, matter alone);
 * then the owner and the maintainer of the linked component; then the territories, from the street outwards. Departments that sent
 * this case back come last and say so. `@owner` falls to the maintainer, then to the smallest territory, as the standard's
 * fallbacks do (权属 → 养护 → 属地). Unknown department ids are passed over; nobody is named twice. Empty only when there is neither
 * a fitting row nor an owner, maintainer or territory.
 */
export function recommend(
  question: DispatchQuestion,
  matrix: readonly Responsibility[],
  departments: readonly Department[],
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

  const candidates: Recommendation[] = []
  const propose = (found: Found | undefined, assist: readonly Party[], basis: readonly LegalBasis[], why: Why) => {
    if (!found || candidates.some((c) => c.lead === found.id)) return
    const helpers = assist.flatMap((party) => resolve(party)?.id ?? []).filter((id) => id !== found.id)
    const returned = question.returnedBy.includes(found.id)
    const reason = reasonOf(byId.get(found.id)?.name ?? { zh: found.id, en: found.id }, found.via, why, returned)
    candidates.push({ lead: found.id, assist: [...new Set(helpers)], via: found.via, reason, basis })
  }

  const rows = matrix
    .map((row) => ({ row, fit: fitOf(row, question) }))
    .filter((r): r is { row: Responsibility; fit: number } => r.fit !== undefined)
    .sort((a, b) => b.fit - a.fit)
  for (const { row } of rows) propose(resolve(row.lead), row.assist, row.basis, { row })
  propose(owner, [], [], {})
  propose(maintainer, [], [], {})
  for (const { id } of territories) propose({ id, via: 'territory' }, [], [], {})

  const sentBack = (one: Recommendation): boolean => question.returnedBy.includes(one.lead)
  return [...candidates.filter((one) => !sentBack(one)), ...candidates.filter(sentBack)]
}

interface Why {
  /** The row that led here; absent for the fallbacks. */
  readonly row?: Responsibility
}

function reasonOf(name: Text, via: Via, { row }: Why, returned: boolean): Text {
  const { zh, en } = because(name, via, row)
  return returned
    ? { zh: `${zh}；该单位已回退过本案`, en: `${en}; it has sent this case back before.` }
    : { zh, en: `${en}.` }
}

function because(name: Text, via: Via, row: Responsibility | undefined): Text {
  const listed = row !== undefined
  switch (via) {
    case 'matrix': {
      const zh = [row?.condition && '立案条件', row?.area && '区划'].filter(Boolean).join('和')
      const en = [row?.condition && 'condition', row?.area && 'area'].filter(Boolean).join(' and ')
      return {
        zh: `职责清单${zh ? `按本${zh}` : '按本事项'}由${name.zh}主办`,
        en: `${name.en} leads this ${en || 'matter'} by the list of responsibilities`,
      }
    }
    case 'owner':
      return listed
        ? {
            zh: `职责清单定权属单位主办，该设施权属${name.zh}`,
            en: `The owner leads by the list of responsibilities: ${name.en}`,
          }
        : { zh: `${name.zh}是该设施权属单位`, en: `${name.en} owns the facility` }
    case 'maintainer':
      return listed
        ? {
            zh: `职责清单定权属、养护单位主办，养护单位为${name.zh}`,
            en: `The owner or maintainer leads by the list of responsibilities: ${name.en} maintains it`,
          }
        : { zh: `${name.zh}是该设施养护单位`, en: `${name.en} maintains the facility` }
    case 'territory':
      return listed
        ? { zh: `职责清单由属地${name.zh}主办`, en: `The territory leads by the list of responsibilities: ${name.en}` }
        : {
            zh: `职责单位不明或不能承办时，由属地${name.zh}兜底`,
            en: `${name.en} answers for its territory where nobody else does`,
          }
  }
}
