// Parts of the page that the list of orders does not wait for: fetched when they are shown, with the phrases they speak.
import { defineAsyncComponent, type Component } from 'vue'
import { loadPhrases } from '../../i18n/i18n.ts'

export const later = <C extends Component>(load: () => Promise<{ default: C }>): C =>
  defineAsyncComponent(async () => {
    const [part] = await Promise.all([load(), loadPhrases()])
    return part
  }) as unknown as C
