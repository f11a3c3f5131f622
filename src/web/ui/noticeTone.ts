// The tone a notice asks for: said here, made by whoever listens. Makes no sound itself.
import type { Level } from '../../core/level.ts'

type Listener = (level: Level) => void
const listeners = new Set<Listener>()

/** Called when a notice is to be heard; answers how to stop listening. */
export function onNoticeTone(listen: Listener): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}
export function soundNotice(level: Level): void {
  for (const listen of listeners) listen(level)
}
