// Language of the interface: Chinese first, English second. Phrases live in `<feature>.<zh|en>.ts` beside this file.
import { shallowRef } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Text } from '../../core/text.ts'
import { toSpokenPhrases } from './phrase.ts'

export type Locale = 'zh' | 'en'
const KEY = 'yiwang.locale'

/** A phrase, or phrases by name. */
export interface Phrases {
  readonly [name: string]: string | Phrases
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh' as Locale,
  fallbackLocale: 'zh',
  messages: {} as Record<Locale, Record<string, never>>,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

/** Kept apart from vue-i18n's own ref so that plain modules (map labels, chart options) can read it. */
export const locale = shallowRef<Locale>(storedLocale())

type Part = Record<string, Phrases>
const FIRST: Readonly<Record<Locale, () => Promise<{ phrases: Part }>>> = {
  zh: () => import('./zhFirst.ts'),
  en: () => import('./enFirst.ts'),
}
const REST: Readonly<Record<Locale, () => Promise<{ phrases: Part }>>> = {
  zh: () => import('./zhRest.ts'),
  en: () => import('./enRest.ts'),
}
/** The brief has a chunk of its own: a leader's phone waits for neither the desk's phrases nor the wall's. */
const BRIEF: Readonly<Record<Locale, () => Promise<{ phrases: Part }>>> = {
  zh: async () => ({ phrases: { brief: (await import('./brief.zh.ts')).phrases } }),
  en: async () => ({ phrases: { brief: (await import('./brief.en.ts')).phrases } }),
}
/** Words beside a sentence of the brief, a case or a sign: small, and fetched with the first of them. */
const SUPERVISE: Readonly<Record<Locale, () => Promise<{ phrases: Part }>>> = {
  zh: async () => ({ phrases: { supervise: (await import('./supervise.zh.ts')).phrases } }),
  en: async () => ({ phrases: { supervise: (await import('./supervise.en.ts')).phrases } }),
}
const first = new Map<Locale, Promise<void>>()
const brief = new Map<Locale, Promise<void>>()
const rest = new Map<Locale, Promise<void>>()
const supervise = new Map<Locale, Promise<void>>()

/** Asks once per language; what failed (no signal) may be asked again. */
function once(parts: Map<Locale, Promise<void>>, of: Locale, load: () => Promise<{ phrases: Part }>): Promise<void> {
  const known =
    parts.get(of) ??
    load().then(
      ({ phrases }) => i18n.global.mergeLocaleMessage(of, toSpokenPhrases(phrases)),
      (error: unknown) => {
        parts.delete(of)
        throw error
      },
    )
  parts.set(of, known)
  return known
}

/** The phrases that the first screens leave out; most screens wait for them, a department's list of orders does not. */
export const loadPhrases = async (of: Locale = locale.value): Promise<void> => {
  await Promise.all([once(rest, of, REST[of]), loadBriefPhrases(of), loadSupervisePhrases(of)])
}
/** What the pen and the marks of progress say. */
export const loadSupervisePhrases = (of: Locale = locale.value): Promise<void> => once(supervise, of, SUPERVISE[of])
/** What the brief's page says beyond the first phrases. */
export const loadBriefPhrases = (of: Locale = locale.value): Promise<void> => once(brief, of, BRIEF[of])

export function storedLocale(): Locale {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

/** Loads a language once and switches to it; `firstOnly` leaves what the first screens do not say for later. */
export async function setLocale(next: Locale, firstOnly = false): Promise<void> {
  await Promise.all([once(first, next, FIRST[next]), firstOnly ? undefined : loadPhrases(next)])
  i18n.global.locale.value = next
  locale.value = next
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

/** Words that come with the data, in the language of the interface. Reactive when called in a render or computed. */
export const say = (text: Text): string => text[locale.value]

type Say = (key: string, values: Readonly<Record<string, string | number>>) => string
// The library's own type goes through every phrase there is, deeper than the compiler follows.
const spoken = i18n.global as unknown as { readonly t: Say }
/** A phrase outside of components, which use vue-i18n's own way. Reactive where a render calls it. */
export const t = (key: string, values: Readonly<Record<string, string | number>> = {}): string => spoken.t(key, values)
