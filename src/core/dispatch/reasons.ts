// Why a department is proposed, in both languages: what the lists say, what practice shows, and who has sent the case back.
import type { Text } from '../text.ts'
import type { Department, Practice, Recommendation, Responsibility } from './types.ts'

/** Fewer alike cases than this are an accident, not a practice: no figure is told of them. */
const MIN_TOLD = 3

/** What a reason is made from. */
export interface Grounds {
  readonly department: Department
  /** How the lists lead here; `practice` when they do not. */
  readonly via: Recommendation['via']
  /** The row that led here; absent for the fallbacks. */
  readonly row?: Responsibility
  readonly practice?: Practice
  /** Practice is why it is proposed: its figures come first. Elsewhere they inform. */
  readonly proven: boolean
  /** Why it is the first responsible, if it is: nobody else is known, or too many have sent the case back. */
  readonly firstResponsible?: 'unowned' | 'contested'
  /** It has sent this very case back. */
  readonly sentBack: boolean
}

/** One sentence, its parts in the order they weigh. */
export function reasonOf({ department, via, row, practice, proven, firstResponsible, sentBack }: Grounds): Text {
  const why = firstResponsible ? FIRST[firstResponsible](department.name) : listed(department.name, via, row)
  const figures = practice ? figuresOf(practice, department) : []
  const parts = [
    ...(proven ? [...figures, why] : [why, ...figures]),
    sentBack ? { zh: '该单位已回退过本案', en: 'it has sent this case back before' } : undefined,
  ].filter((part) => part !== undefined)
  return { zh: parts.map((part) => part.zh).join('；'), en: `${parts.map((part) => part.en).join('; ')}.` }
}

/** Figures about one department: its share of what was disposed of, and what it sent back where that is more. */
function figuresOf({ cases, by, returned }: Practice, { id, short }: Department): Text[] {
  if (cases < MIN_TOLD) return []
  const countOf = (list: Practice['by']): number => list.find((one) => one.department === id)?.cases ?? 0
  const done = countOf(by)
  const sent = countOf(returned)
  const share = Math.round((done / cases) * 100)
  return [
    ...(done > 0
      ? [
          {
            zh: `近 ${cases} 件 ${share} % 由${short.zh}处置`,
            en: `${short.en} disposed of ${share} % of the last ${cases} cases`,
          },
        ]
      : []),
    ...(sent > done
      ? [{ zh: `近 ${cases} 件中退回 ${sent} 件`, en: `it sent back ${sent} of the last ${cases}` }]
      : []),
  ]
}

const FIRST: Readonly<Record<'unowned' | 'contested', (name: Text) => Text>> = {
  unowned: (name) => ({
    zh: `职责单位不明，由属地${name.zh}首接负责、牵头协调`,
    en: `${name.en} is first responsible where nobody else is known: it coordinates and may not hand the case on`,
  }),
  contested: (name) => ({
    zh: `多个单位已回退，由属地${name.zh}首接负责、牵头协调`,
    en: `${name.en} is first responsible after several returns: it coordinates and may not hand the case on`,
  }),
}

function listed(name: Text, via: Recommendation['via'], row: Responsibility | undefined): Text | undefined {
  switch (via) {
    case 'practice':
      return undefined
    case 'matrix': {
      const zh = [row?.condition && '立案条件', row?.area && '区划'].filter(Boolean).join('和')
      const en = [row?.condition && 'condition', row?.area && 'area'].filter(Boolean).join(' and ')
      return {
        zh: `职责清单${zh ? `按本${zh}` : '按本事项'}由${name.zh}主办`,
        en: `${name.en} leads this ${en || 'matter'} by the list of responsibilities`,
      }
    }
    case 'owner':
      return row
        ? {
            zh: `职责清单定权属单位主办，该设施权属${name.zh}`,
            en: `The owner leads by the list of responsibilities: ${name.en}`,
          }
        : { zh: `${name.zh}是该设施权属单位`, en: `${name.en} owns the facility` }
    case 'maintainer':
      return row
        ? {
            zh: `职责清单定权属、养护单位主办，养护单位为${name.zh}`,
            en: `The owner or maintainer leads by the list of responsibilities: ${name.en} maintains it`,
          }
        : { zh: `${name.zh}是该设施养护单位`, en: `${name.en} maintains the facility` }
    case 'territory':
      return row
        ? { zh: `职责清单由属地${name.zh}主办`, en: `The territory leads by the list of responsibilities: ${name.en}` }
        : {
            zh: `职责单位不明或不能承办时，由属地${name.zh}兜底`,
            en: `${name.en} answers for its territory where nobody else does`,
          }
  }
}
