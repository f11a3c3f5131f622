// Accounts of the tests of subscriptions: who may have one, and who may not.
import type { Actor } from '../../../src/core/incident/types.ts'

export const PEOPLE = [
  { username: 'ling', name: '领导', role: 'leader' },
  { username: 'zhou', name: '值班长', role: 'dutyChief' },
  { username: 'adm', name: '管理员', role: 'administrator' },
  { username: 'pai', name: '排水', role: 'department' },
  { username: 'ping', name: '大屏', role: 'wall' },
].map((one) => ({ ...one, demo: false, disabled: false, createdAt: 0 }))
export const actor = (id: string): Actor => {
  const one = PEOPLE.find((p) => p.username === id)
  if (!one) throw new Error(id)
  return { id, name: one.name, role: one.role as Actor['role'] }
}
