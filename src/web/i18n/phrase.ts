// Phrases as functions, in place of vue-i18n's own compiler: what our phrases use is `{name}` and ` | ` between one and many.
import type { Phrases } from './i18n.ts'

/** As much of vue-i18n's message context as a phrase asks for. */
interface Context {
  named(name: string): unknown
  plural(forms: string[]): string
}
export type Spoken = (context: Context) => string
export interface SpokenPhrases {
  readonly [name: string]: Spoken | SpokenPhrases
}

const PLACE = /\{(\w+)\}/g

function fill(text: string, { named }: Context): string {
  return text.replace(PLACE, (_, name: string) => {
    const value = named(name)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  })
}

function toSpoken(text: string): Spoken {
  if (text.includes(' | ')) {
    const forms = text.split(' | ').map((form) => form.trim())
    return (context) => context.plural(forms.map((form) => fill(form, context)))
  }
  return text.includes('{') ? (context) => fill(text, context) : () => text
}

/** Every phrase of a tree as the function that says it. */
export function toSpokenPhrases(phrases: Phrases): SpokenPhrases {
  return Object.fromEntries(
    Object.entries(phrases).map(([name, value]) => [
      name,
      typeof value === 'string' ? toSpoken(value) : toSpokenPhrases(value),
    ]),
  )
}
