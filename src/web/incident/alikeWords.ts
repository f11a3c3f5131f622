// Why two cases may be one, in a line: how far, how long apart, whether of one matter, how alike in words.
import { useI18n } from 'vue-i18n'
import type { AlikeView } from '../../wire/api.ts'
import { figure, percent, span } from '../i18n/format.ts'

export function useAlikeWords(): (one: AlikeView) => string {
  const { t } = useI18n()
  return ({ distanceM, apartMs, sameMatter, words }) =>
    [
      t('incident.alike.distance', { m: figure(distanceM, 0) }),
      t('incident.alike.apart', { span: span(apartMs) }),
      t(sameMatter ? 'incident.alike.sameMatter' : 'incident.alike.otherMatter'),
      t('incident.alike.words', { share: percent(words) }),
    ].join(' · ')
}
