// Whether a wall works, by when it was last heard of.

/** Silent for so long, a wall is not working: it speaks every few seconds. */
export const SILENT_MS = 45_000
export type WallState = 'up' | 'silent' | 'never' | 'revoked'
/** Of a row of the view `walls`. `never`: it was let in, and has not said a word yet. */
export const wallState = (
  { revokedAt, heardAt }: { readonly revokedAt?: number; readonly heardAt?: number },
  now: number,
): WallState =>
  revokedAt !== undefined ? 'revoked' : heardAt === undefined ? 'never' : now - heardAt > SILENT_MS ? 'silent' : 'up'
