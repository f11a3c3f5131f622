// A crew as its form holds it: text in, what the hub takes out. Pure but for the id of a new one.
import type { Crew, CrewInput } from '../../../wire/desk.ts'
import { newKey } from '../../api/newKey.ts'

/** Made by the screen, so that pressing twice enters one crew. */
export const newCrewId = (): string => `crew-${newKey().slice(0, 13)}`

export interface CrewDraft {
  readonly name: string
  readonly leader: string
  readonly phone: string
  readonly members: string
}
export const draftOf = (crew: Crew | undefined): CrewDraft => ({
  name: crew?.name ?? '',
  leader: crew?.leader ?? '',
  phone: crew?.phone ?? '',
  members: crew?.members === undefined ? '' : String(crew.members),
})

const MOST_MEMBERS = 500
export type CrewFault = 'name' | 'members'

/** Fields left empty are left out. */
export function toCrew(
  department: string,
  draft: CrewDraft,
  active: boolean,
): { readonly input: CrewInput } | { readonly faults: readonly CrewFault[] } {
  const name = draft.name.trim()
  const leader = draft.leader.trim()
  const phone = draft.phone.trim()
  const members = draft.members.trim() === '' ? undefined : Number(draft.members)
  const faults: CrewFault[] = []
  if (name === '') faults.push('name')
  if (members !== undefined && !(Number.isInteger(members) && members >= 1 && members <= MOST_MEMBERS))
    faults.push('members')
  if (faults.length > 0) return { faults }
  return {
    input: {
      department,
      name,
      ...(leader !== '' && { leader }),
      ...(phone !== '' && { phone }),
      ...(members !== undefined && { members }),
      active,
    },
  }
}

/** The same crew with something changed, as the hub takes it back. */
export function inputOf({ id: _, open: __, ...input }: Crew, change: Partial<CrewInput>): CrewInput {
  return { ...input, ...change }
}
