// A cluster in words: how many sensors it is, in which states, of which kinds.
import type { Text } from '../../core/text.ts'
import { LEVELS } from '../../core/level.ts'
import { say } from '../i18n/i18n.ts'
import { LEVEL_ROMAN } from '../ui/levels.ts'
import type { ClusterPick } from './layers/clusterPick.ts'

export function clusterWords(
  cluster: ClusterPick,
  kinds: ReadonlyMap<string, { readonly name: Text }>,
  t: (phrase: string, values?: Record<string, unknown>) => string,
): { title: string; detail: string } {
  const part = (name: string, count: number): string[] => (count === 0 ? [] : [`${name} ${count}`])
  const states = [
    ...LEVELS.flatMap((level) => part(LEVEL_ROMAN[level], cluster.levels[level - 1] ?? 0)),
    ...part(t('crowd.silent'), cluster.silent),
    ...part(t('crowd.doubted'), cluster.doubted),
    ...part(t('crowd.calm'), cluster.calm),
  ]
  const ofKinds = cluster.kinds().map(({ kind, count }) => {
    const name = kinds.get(kind)?.name
    return `${name === undefined ? kind : say(name)} ${count}`
  })
  return {
    title: t('crowd.total', { n: cluster.total }),
    detail: [states.join(' · '), ofKinds.join(' · ')].join('\n'),
  }
}
