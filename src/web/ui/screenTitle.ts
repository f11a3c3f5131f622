// What this application calls itself outside its own page: in the tab of the browser and on its notices.
import { useI18n } from 'vue-i18n'
import { say } from '../i18n/i18n.ts'
import { useCity } from '../stores/city.ts'

/** The city's name and the product's, in the language of the page. */
export function useScreenTitle(): () => string {
  const { t } = useI18n()
  const city = useCity()
  return () => (city.city === undefined ? t('ui.product') : `${say(city.city.name)} · ${t('ui.product')}`)
}
