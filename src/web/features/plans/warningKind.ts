// What a kind of warning is called; the code itself where the page does not know it.
import { i18n, t } from '../../i18n/i18n.ts'

const known = i18n.global as unknown as { readonly te: (key: string) => boolean }
export const warningKind = (kind: string): string => {
  const key = `plans.warning.${kind}`
  return known.te(key) ? t(key) : kind
}
