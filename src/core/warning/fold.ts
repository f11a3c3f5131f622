// What stands of many warnings: which message replaces or lifts which. The order in which they arrived changes nothing.
import { levelOf } from './level.ts'
import type { KeptWarning, Standing, Warning, WarningReference } from './types.ts'

/** The key of a message: CAP forbids spaces and commas in both, so the pair reads back. */
export const warningKey = ({ sender, identifier }: WarningReference): string => `${sender},${identifier}`

/** Some senders lift by an update whose only advice is «all clear», or that speaks of what is past. */
const isLifting = ({ msgType, infos }: Warning): boolean =>
  msgType === 'Cancel' ||
  (msgType === 'Update' &&
    infos.length > 0 &&
    infos.every((info) => info.responseTypes.includes('AllClear') || info.urgency === 'Past'))

/** Same areas by the sender's own names and codes. */
function areasKey({ infos }: Warning): string {
  const names = infos.flatMap((info) => info.areas.map((a) => [a.name, ...a.geocodes.map((g) => g.value)].join(' ')))
  return [...new Set(names)].sort().join('|')
}

/** A drill never ends a real warning, nor a simulated message one that is not. */
const mayTouch = (a: KeptWarning, b: KeptWarning): boolean =>
  a.simulated === b.simulated && a.warning.status === b.warning.status

const names = (later: Warning, earlier: Warning): boolean =>
  later.references.some((r) => r.sender === earlier.sender && r.identifier === earlier.identifier)

/** A message ends only what was sent before it; of two of the same instant that name each other, neither ends the other. */
const isAfter = (later: Warning, earlier: Warning): boolean =>
  later.sentAt > earlier.sentAt || (later.sentAt === earlier.sentAt && !names(earlier, later))

/**
 * What stands of each message, by {@link warningKey}. An Update or Cancel ends what it references. A Cancel also ends what
 * had been made of it by updates before; so does an Update for the same areas, since many senders name only the first
 * message of a series. A reference to a message not here yet takes effect when that one comes.
 */
export function foldWarnings(kept: readonly KeptWarning[]): ReadonlyMap<string, Standing> {
  const byKey = new Map(kept.map((one) => [warningKey(one.warning), one]))
  const direct = new Map<string, KeptWarning[]>()
  for (const later of kept) {
    if (later.warning.msgType === 'Alert') continue
    for (const reference of later.warning.references) {
      const key = warningKey(reference)
      const earlier = byKey.get(key)
      if (earlier === undefined || earlier === later) continue
      if (!mayTouch(later, earlier) || !isAfter(later.warning, earlier.warning)) continue
      direct.set(key, [...(direct.get(key) ?? []), later])
    }
  }
  const standings = new Map<string, Standing>()
  const enders = new Map<string, KeptWarning[]>()
  for (const [key, list] of direct) {
    for (const ender of list) {
      add(enders, key, ender)
      // Whatever earlier updates made of it, as far as they go.
      const seen = new Set([key])
      const line = [...list]
      for (let made = line.pop(); made !== undefined; made = line.pop()) {
        const madeKey = warningKey(made.warning)
        if (made === ender || seen.has(madeKey)) continue
        seen.add(madeKey)
        if (made.warning.sentAt >= ender.warning.sentAt) continue
        if (isLifting(ender.warning) || areasKey(made.warning) === areasKey(ender.warning)) add(enders, madeKey, ender)
        line.push(...(direct.get(madeKey) ?? []))
      }
    }
  }
  for (const one of kept) {
    const key = warningKey(one.warning)
    // The first to end it did.
    const by = enders.get(key)?.reduce((a, b) => (isEarlier(b.warning, a.warning) ? b : a)).warning
    standings.set(key, {
      ...stateOf(one, byKey),
      ...(by === undefined ? {} : { endedBy: { sender: by.sender, identifier: by.identifier }, endedAt: by.sentAt }),
    })
  }
  return standings
}

function add(enders: Map<string, KeptWarning[]>, key: string, ender: KeptWarning): void {
  const list = enders.get(key)
  if (list === undefined) enders.set(key, [ender])
  else if (!list.includes(ender)) list.push(ender)
}

const isEarlier = (a: Warning, b: Warning): boolean =>
  a.sentAt < b.sentAt || (a.sentAt === b.sentAt && warningKey(a) < warningKey(b))

/** 发布, 变更, 继续 or 解除, by the newest of what it names. */
function stateOf(one: KeptWarning, byKey: ReadonlyMap<string, KeptWarning>): Pick<Standing, 'state' | 'level' | 'was'> {
  const { warning } = one
  const before = warning.references
    .flatMap((reference) => byKey.get(warningKey(reference)) ?? [])
    .filter((earlier) => earlier !== one && mayTouch(one, earlier) && isAfter(warning, earlier.warning))
    .reduce<KeptWarning | undefined>((a, b) => (a === undefined || isEarlier(a.warning, b.warning) ? b : a), undefined)
  const was = before === undefined ? undefined : levelOf(before.warning)
  // A cancellation often says nothing of its own: its level is that of what it lifts.
  const level = levelOf(warning) ?? (warning.msgType === 'Cancel' ? was : undefined)
  const said = { ...(level === undefined ? {} : { level }), ...(was === undefined ? {} : { was }) }
  if (isLifting(warning)) return { state: 'lifted', ...said }
  if (warning.msgType === 'Alert') return { state: 'issued', ...(level === undefined ? {} : { level }) }
  return {
    state: before !== undefined && (was !== level || before.kind !== one.kind) ? 'changed' : 'continued',
    ...said,
  }
}
