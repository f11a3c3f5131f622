// Texts as the two-character pieces they are made of: how alike two texts are without understanding either.

/** Two-character pieces of letters and digits, once each; width and case do not count («Ａ1» is «a1»). */
export function piecesOf(text: string): Set<string> {
  const letters = [...text.normalize('NFKC').toLowerCase()].filter((c) => /[\p{L}\p{N}]/u.test(c))
  return new Set(letters.slice(1).map((c, at) => `${letters[at]}${c}`))
}

/** Pieces in common over all pieces of both, 0–1 (Jaccard); 0 when either has none. */
export function sharedPieces(a: string, b: string): number {
  const one = piecesOf(a)
  const other = piecesOf(b)
  const shared = [...one].filter((piece) => other.has(piece)).length
  return shared === 0 ? 0 : shared / (one.size + other.size - shared)
}
