// Personal data by role: the desk sees the reporter, others who may see the case see a mask, nobody else anything.
import type { Actor } from '../../core/incident/types.ts'
import { DESK } from './access.ts'

export interface Reporter {
  readonly name?: string
  readonly phone?: string
}

/** 张** */
export const maskName = (name: string): string => `${Array.from(name.trim())[0] ?? ''}**`

/** 138****1234; short numbers keep their last two digits only. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length >= 10 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`
}

export function reporterFor(actor: Actor, reporter: Reporter | undefined): Reporter | undefined {
  if (!reporter || (reporter.name === undefined && reporter.phone === undefined)) return undefined
  if (DESK.some((role) => role === actor.role)) return reporter
  if (actor.role === 'wall' || actor.role === 'system') return undefined
  return {
    ...(reporter.name !== undefined && { name: maskName(reporter.name) }),
    ...(reporter.phone !== undefined && { phone: maskPhone(reporter.phone) }),
  }
}
