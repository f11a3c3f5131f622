// What both officers have signed, as one figure: whoever holds it can prove what the handover said.
import { createHash } from 'node:crypto'
import type { Handover } from '../../wire/shifts.ts'
import { canonical } from '../audit/chain.ts'

/** SHA-256, hex, over the canonical JSON of everything but the seal itself, both signatures included. */
export function sealOf(handover: Handover): string {
  const { seal: _seal, ...signed } = handover
  return createHash('sha256').update(canonical(signed)).digest('hex')
}
