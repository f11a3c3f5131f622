// The form of every act, derived from the fields the hub checks (wire/acts.ts). Holds no component and sends nothing.
import type { TSchema } from 'typebox'
import { sentAlong } from '../../core/dispatch/engage.ts'
import { MAX_SUSPENSION_MS, type NeedName } from '../../core/incident/needs.ts'
import { transitionOf } from '../../core/incident/lifecycle.ts'
import { isDiscontent } from '../../core/incident/caller.ts'
import type { Ground, Rating, Role, SupervisionLevel } from '../../core/incident/types.ts'
import type { Level } from '../../core/level.ts'
import type { IncidentDetail } from '../../wire/api.ts'
import { ACT_FIELDS, ACTS, ActInputSchema, type ActCommand, type AskedAct } from '../../wire/acts.ts'
import { fits } from '../api/check.ts'

type KeysOf<T> = T extends unknown ? keyof T : never
/** Every field that any act has. */
export type FieldName = KeysOf<(typeof ACT_FIELDS)[AskedAct]>

export type Control =
  | 'line'
  | 'text'
  | 'photos'
  | 'yesNo'
  | 'tick'
  | 'check'
  | 'urgency'
  | 'case'
  | 'level'
  | 'matter'
  | 'condition'
  | 'department'
  | 'departments'
  | 'crew'
  | 'rating'
  | 'ground'
  | 'instant'

/** A new field in the contract without a control here does not compile. */
const CONTROLS: Readonly<Record<FieldName, Control>> = {
  note: 'text',
  text: 'text',
  task: 'text',
  reason: 'text',
  photos: 'photos',
  found: 'yesNo',
  passed: 'yesNo',
  granted: 'yesNo',
  conditionMet: 'tick',
  level: 'level',
  matter: 'matter',
  condition: 'condition',
  lead: 'department',
  proposed: 'department',
  department: 'department',
  assist: 'departments',
  firstResponsible: 'check',
  handler: 'line',
  into: 'case',
  urgency: 'urgency',
  crew: 'crew',
  reached: 'yesNo',
  rating: 'rating',
  solved: 'yesNo',
  ground: 'ground',
  until: 'instant',
  dueAt: 'instant',
}

export interface FormField {
  readonly name: FieldName
  readonly control: Control
  readonly required: boolean
  /** Longest text, or most entries. */
  readonly max?: number
}

/** What has been typed so far. Held by the page, not by the form, so that a conflict or a reload loses nothing. */
export interface Draft {
  note?: string
  text?: string
  task?: string
  reason?: string
  into?: string
  urgency?: SupervisionLevel
  firstResponsible?: boolean
  department?: string
  handler?: string
  crew?: string
  reached?: boolean
  rating?: Rating
  solved?: boolean
  ground?: Ground
  matter?: string
  condition?: string
  lead?: string
  proposed?: string
  assist?: string[]
  photos?: string[]
  found?: boolean
  passed?: boolean
  granted?: boolean
  conditionMet?: boolean
  level?: number
  until?: number
  dueAt?: number
}

export type FieldFault = 'required' | 'tooShort' | 'tooLong' | 'tooMany' | 'past' | 'tooFar' | 'unsent' | 'invalid'
export interface FieldError {
  readonly field: FieldName
  readonly fault: FieldFault
  readonly limit?: number
}

const isOptional = (schema: TSchema): boolean => '~optional' in schema
const fieldsOf = (act: AskedAct): [FieldName, TSchema][] => Object.entries(ACT_FIELDS[act]) as [FieldName, TSchema][]
const limitOf = (schema: TSchema, key: 'maxLength' | 'maxItems' | 'minLength'): number | undefined => {
  const value = (schema as Record<string, unknown>)[key]
  return typeof value === 'number' ? value : undefined
}

export const isAct = (word: string): word is AskedAct => (ACTS as readonly string[]).includes(word)

/** Fields of an act in the order of its form. */
export function formOf(act: AskedAct): FormField[] {
  return fieldsOf(act).map(([name, schema]) => {
    const max = limitOf(schema, 'maxLength') ?? limitOf(schema, 'maxItems')
    return {
      name,
      control: CONTROLS[name],
      required: !isOptional(schema),
      ...(max === undefined ? {} : { max }),
    }
  })
}

/** False for a question that does not arise as the draft stands: nobody rates who was not reached. */
export const isAsked = (act: AskedAct, name: FieldName, draft: Draft): boolean =>
  act !== 'callBack' || (name !== 'rating' && name !== 'solved') || draft.reached === true

type Known = Pick<IncidentDetail, 'row' | 'recommendations' | 'suggestions'> & {
  readonly orders?: IncidentDetail['orders']
}

/** What a recommendation puts into the form of a dispatch; the other departments it names stay one press away. */
export function draftOf(recommendation: IncidentDetail['recommendations'][number], level: Level): Draft {
  const { lead, assist, firstResponsible } = recommendation
  return { lead, assist: [...sentAlong(level, assist)], firstResponsible }
}

/** Matter and condition that the case was opened under or that its words suggest. */
function filingDraft({ row, suggestions }: Known): Draft {
  const fitting = suggestions.find((s) => s.matter === row.matter)
  const first = fitting ?? (row.matter === undefined ? suggestions[0] : undefined)
  const matter = first?.matter ?? row.matter
  return { ...(matter !== undefined && { matter }), ...(first !== undefined && { condition: first.condition }) }
}

/** A first draft: what the hub recommends is chosen already, a person only confirms or changes it. */
export function firstDraft(act: AskedAct, known: Known, role?: Role): Draft {
  const draft: Draft = formOf(act).some(({ control }) => control === 'photos') ? { photos: [] } : {}
  switch (act) {
    case 'dispatch': {
      const best = known.recommendations[0]
      return best === undefined ? { assist: [] } : draftOf(best, known.row.level)
    }
    case 'file':
      return filingDraft(known)
    case 'release': {
      const unfinished = (known.orders ?? []).filter((order) => order.state !== 'finished')
      const only = unfinished.length === 1 ? unfinished[0]?.department : undefined
      return only === undefined ? {} : { department: only }
    }
    case 'assign': {
      const { handler, crew } = known.row
      return { ...(handler !== undefined && { handler }), ...(crew !== undefined && { crew }) }
    }
    case 'supervise':
      return { urgency: role === 'leader' ? 'leader' : 'normal' }
    default:
      return draft
  }
}

/** What the caller said, as far as it is answered. */
const saidIn = ({ rating, solved }: Draft): { rating?: Rating; solved?: boolean } => ({
  ...(rating !== undefined && { rating }),
  ...(solved !== undefined && { solved }),
})

/** What the lifecycle needs beyond the contract's required fields, given the answers so far (core/incident/guards.ts). */
const NEED_FIELDS: Readonly<Partial<Record<NeedName, (draft: Draft) => FieldName | FieldName[] | undefined>>> = {
  photo: () => 'photos',
  photoIfFound: (d) => (d.found === true ? 'photos' : undefined),
  noteIfNotFound: (d) => (d.found === false ? 'note' : undefined),
  photoIfPassed: (d) => (d.passed === true ? 'photos' : undefined),
  noteIfFailed: (d) => (d.passed === false ? 'note' : undefined),
  reasonIfRefused: (d) => (d.granted === false ? 'reason' : undefined),
  noteIfNotReached: (d) => (d.reached === false ? 'note' : undefined),
  ratingIfReached: (d) => (d.reached === true ? ['rating', 'solved'] : undefined),
  noteIfBad: (d) => (d.reached === true && isDiscontent(saidIn(d)) ? 'note' : undefined),
}

/** Fields this act cannot do without as the draft stands, although the contract leaves them open. */
export function neededBy(act: AskedAct, draft: Draft): FieldName[] {
  return transitionOf(act).needs.flatMap((need) => NEED_FIELDS[need]?.(draft) ?? [])
}

const blank = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '') || Number.isNaN(value)

function faultOf(name: FieldName, schema: TSchema, value: unknown, now: number): Omit<FieldError, 'field'> | undefined {
  const control = CONTROLS[name]
  if (control === 'instant' && typeof value === 'number') {
    if (value <= now) return { fault: 'past' }
    if (name === 'until' && value > now + MAX_SUSPENSION_MS) return { fault: 'tooFar' }
  }
  const good: boolean = fits(schema, value)
  if (good) return undefined
  const [minLength, maxLength, maxItems] = (['minLength', 'maxLength', 'maxItems'] as const).map((k) =>
    limitOf(schema, k),
  )
  if (typeof value === 'string' && minLength !== undefined && value.trim().length < minLength)
    return { fault: 'tooShort', limit: minLength }
  if (typeof value === 'string' && maxLength !== undefined && value.length > maxLength)
    return { fault: 'tooLong', limit: maxLength }
  if (Array.isArray(value) && maxItems !== undefined && value.length > maxItems)
    return { fault: 'tooMany', limit: maxItems }
  return { fault: control === 'tick' ? 'required' : 'invalid' }
}

export type FormResult =
  { readonly ok: true; readonly input: ActCommand['input'] } | { readonly ok: false; readonly errors: FieldError[] }

/** Checks a draft by the hub's own schema and makes the act's input of it. */
export function toInput(act: AskedAct, draft: Draft, now: number): FormResult {
  const errors: FieldError[] = []
  const input: Record<string, unknown> = { act }
  const needed = neededBy(act, draft)
  for (const [name, schema] of fieldsOf(act)) {
    if (!isAsked(act, name, draft)) continue
    const raw: unknown = draft[name]
    const value = typeof raw === 'string' ? raw.trim() : raw
    if (blank(value)) {
      if (!isOptional(schema) || needed.includes(name)) errors.push({ field: name, fault: 'required' })
      continue
    }
    if (Array.isArray(value) && value.length === 0 && needed.includes(name)) {
      errors.push({ field: name, fault: 'required' })
      continue
    }
    const fault = faultOf(name, schema, value, now)
    if (fault !== undefined) errors.push({ field: name, ...fault })
    else input[name] = value
  }
  if (errors.length > 0) return { ok: false, errors }
  return fits(ActInputSchema, input)
    ? { ok: true, input }
    : { ok: false, errors: [{ field: fieldsOf(act)[0]?.[0] ?? 'note', fault: 'invalid' }] }
}
