// How personal data is shortened for those who may not see it whole: 张**, 138****1234, 3210**********1234 (domain: 个人信息脱敏).
// Who that is, others decide.

/** 张** */
export const maskName = (name: string): string => `${Array.from(name.trim())[0] ?? ''}**`

/** 138****1234; short numbers keep their last two digits only. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length >= 10 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`
}

/** Mobile and identity-card numbers that people write into free text. Not inside longer codes, hashes or ids. */
const PHONE = /(?<![0-9A-Za-z])1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?![0-9A-Za-z])/g
const IDENTITY = /(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])/g

/** Free text for those who are not at the desk: every text inside `value` with its numbers masked. */
export function maskTexts<T>(value: T): T {
  if (typeof value === 'string')
    return value
      .replace(PHONE, maskPhone)
      .replace(IDENTITY, (id) => `${id.slice(0, 4)}${'*'.repeat(10)}${id.slice(-4)}`) as T
  if (Array.isArray(value)) return value.map((one: unknown) => maskTexts(one)) as T
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskTexts(inner)])) as T
  return value
}
