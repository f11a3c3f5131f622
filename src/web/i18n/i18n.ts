// Language of the interface: Chinese first, English second. Phrases live in `<feature>.<zh|en>.ts` beside this file.
import { shallowRef } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Text } from '../../core/text.ts'

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

const loaded = new Set<Locale>()
/** Kept apart from vue-i18n's own ref so that plain modules (map labels, chart options) can read it. */
export const locale = shallowRef<Locale>('zh')

export function storedLocale(): Locale {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

/** Loads the phrases of a language once and switches to it. */
export async function setLocale(next: Locale): Promise<void> {
  if (!loaded.has(next)) {
    const { phrases } = next === 'zh' ? await import('./zh.ts') : await import('./en.ts')
    i18n.global.setLocaleMessage(next, phrases as Record<string, never>)
    loaded.add(next)
  }
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
