// Personal data by role: the desk sees the reporter, others who may see the case see a mask, nobody else anything.
import type { Actor } from '../../core/incident/types.ts'
import { maskName, maskPhone } from '../../core/mask.ts'
import { DESK } from './access.ts'

export interface Reporter {
  readonly name?: string
  readonly phone?: string
}

export const isDesk = (actor: Actor): boolean => DESK.some((role) => role === actor.role)

export function reporterFor(actor: Actor, reporter: Reporter | undefined): Reporter | undefined {
  if (!reporter || (reporter.name === undefined && reporter.phone === undefined)) return undefined
  if (isDesk(actor)) return reporter
  if (actor.role === 'wall' || actor.role === 'system') return undefined
  return maskReporter(reporter)
}

export const maskReporter = (reporter: Reporter): Reporter => ({
  ...(reporter.name !== undefined && { name: maskName(reporter.name) }),
  ...(reporter.phone !== undefined && { phone: maskPhone(reporter.phone) }),
})
