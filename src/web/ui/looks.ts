// Language, theme and text size: chosen here, kept with the account, with a copy on this device for the first paint.
import { useListener } from './useListener.ts'
import { watch } from 'vue'
import { locale, setLocale, type Locale } from '../i18n/i18n.ts'
import { useSession } from '../stores/session.ts'
import { useSettings } from '../stores/settings.ts'
import { chooseTextSize, textSize, type TextSize } from './textSize.ts'
import { chooseTheme, theme, type ThemeChoice } from './theme.ts'

/** Each choice is in force at once and then kept with the account. */
export function useLooks() {
  const settings = useSettings()
  const session = useSession()
  /** Nobody signed in, or a wall: the choice is this device's. */
  const own = (): boolean => session.user !== undefined && session.user.role !== 'wall'
  async function language(next: Locale): Promise<void> {
    if (own()) void settings.save({ language: next })
    await setLocale(next)
  }
  function chosenTheme(next: ThemeChoice): void {
    chooseTheme(next)
    if (own()) void settings.save({ theme: next })
  }
  function size(next: TextSize): void {
    chooseTextSize(next)
    if (own()) void settings.save({ textSize: next })
  }
  return {
    chooseLanguage: language,
    chooseTheme: chosenTheme,
    chooseTextSize: size,
    toggleLanguage: () => language(locale.value === 'zh' ? 'en' : 'zh'),
    toggleTheme: () => chosenTheme(theme.value === 'dark' ? 'light' : 'dark'),
    toggleLargeType: () => size(textSize.value === 'normal' ? 'large' : 'normal'),
  }
}

/** For the frame of the application: what the account has chosen comes over this device's copy, and is asked again in front. */
export function followLooks(): void {
  const settings = useSettings()
  /**
   * A choice that could not be kept, where none was before, falls back to the default. Who has chosen nothing sees what this device was
   * set to, say before signing in; signing out leaves it as it is.
   */
  function follow<T>(chosen: () => T | undefined, otherwise: T, show: (next: T) => void): void {
    // At once: what the hub says may be here before the frame is.
    watch(
      chosen,
      (next, before) => {
        if (next !== undefined) show(next)
        else if (before !== undefined && settings.loaded) show(otherwise)
      },
      { immediate: true },
    )
  }
  follow<Locale>(
    () => settings.value.language,
    'zh',
    (next) => void setLocale(next),
  )
  follow<ThemeChoice>(() => settings.value.theme, 'system', chooseTheme)
  follow<TextSize>(() => settings.value.textSize, 'normal', chooseTextSize)
  useListener(window, 'focus', () => void settings.load())
}
