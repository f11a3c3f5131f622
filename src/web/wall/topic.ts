// Whether a case is of a board's topic. Pure.
import type { BoardTopic } from '../../core/wall/types.ts'

/** First letters of matter codes count: `E`, `02`. A board about nothing in particular is about every case. */
export function isAbout(topic: BoardTopic, row: { readonly matter?: string | undefined }): boolean {
  if (topic.matters.length === 0) return true
  const { matter } = row
  return matter !== undefined && topic.matters.some((code) => matter.startsWith(code))
}
