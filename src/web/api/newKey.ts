// Random names that nobody else has: idempotency keys, drafts, screens. The only place that makes them.

const HEX = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

/** 122 random bits in the form of a UUID, which fits the contract's alphabet of keys. */
export function newKey(): string {
  // Pages without https from another machine have no randomUUID, whatever the types say; random values they have.
  if ('randomUUID' in crypto) return crypto.randomUUID()
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16))
  // Version 4, variant 1 (RFC 9562 §5.4).
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return HEX(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
