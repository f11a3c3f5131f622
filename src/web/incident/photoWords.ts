// What is known of a photo, in words: when and how far away it was taken, and what speaks against it.
import { useI18n } from 'vue-i18n'
import type { PhotoDoubt } from '../../core/photo.ts'
import { dayTime, distance } from '../i18n/format.ts'
import { useNow } from '../live/clock.ts'

export interface KnownPhoto {
  readonly takenAt?: number | undefined
  readonly distanceM?: number | undefined
  readonly doubts: readonly PhotoDoubt[]
}

/** `doubts`: one sentence for each; `known`: one line, empty where the camera wrote nothing. */
export function usePhotoWords(): (photo: KnownPhoto) => { readonly known: string; readonly doubts: readonly string[] } {
  const { t } = useI18n()
  const now = useNow()
  return ({ takenAt, distanceM, doubts }) => {
    const at = takenAt === undefined ? undefined : dayTime(takenAt, now.value)
    const away = distanceM === undefined ? undefined : distance(distanceM)
    return {
      known: [
        ...(at === undefined ? [] : [t('incident.photo.takenAt', { at })]),
        ...(away === undefined ? [] : [t('incident.photo.away', { away })]),
      ].join(' · '),
      doubts: doubts.map((doubt) => t(`incident.photo.doubt.${doubt}`, { at: at ?? '', away: away ?? '' })),
    }
  }
}
