// A brief as it is shown: what was composed or printed, with where the document stands. Pure.
import { layEdits, type DocumentState } from '../../core/brief/document.ts'
import { parseKey } from '../../core/brief/key.ts'
import type { Brief } from '../../core/brief/types.ts'
import type { BriefView } from '../../wire/briefs.ts'

/** As issued, or with the desk's edits laid over what was composed. */
export function viewOf(brief: Brief, doc: DocumentState, readAt?: number): BriefView {
  const { issued, signed, note } = doc
  return {
    ...(whole(brief, doc) as BriefView),
    ...(doc.printed === undefined && {
      statements: layEdits(brief.statements, doc) as unknown as BriefView['statements'],
    }),
    state: doc.state,
    version: doc.version,
    inputs: doc.inputs.map((input) => ({ ...input, ...(input.answer && { answer: { ...input.answer } }) })),
    corrections: [...doc.corrections],
    ...(issued && {
      issue: issued.number,
      issuedAt: issued.at,
      issuedBy: issued.by,
      ...(issued.automatic !== undefined && { automatic: issued.automatic }),
      ...(issued.late !== undefined && { late: issued.late }),
    }),
    ...(signed && { signed: { ...signed } }),
    ...(note && { note: { ...note } }),
    ...(readAt !== undefined && { readAt }),
  }
}

/** What readers get who are not of the desk, while it is not issued: the hub's own words, marked as a draft. */
export const draftOf = (brief: Brief): BriefView =>
  ({ ...brief, state: 'draft', version: 0, inputs: [], corrections: [] }) as unknown as BriefView

/** Briefs issued by older hubs had fewer parts. */
function whole(brief: Partial<Brief> & Pick<Brief, 'date' | 'from' | 'to' | 'asOf'>, { ask }: DocumentState): unknown {
  const key = brief.key ?? brief.date
  return {
    key,
    kind: parseKey(key)?.kind ?? ask.kind,
    title: { zh: '城市运行日报', en: 'Daily brief' },
    knownAt: brief.asOf,
    sparks: {},
    places: [],
    tables: [],
    ...brief,
  }
}
