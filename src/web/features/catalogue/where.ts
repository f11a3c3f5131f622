// Which sensors a rule or an indicator looks at, as one line of text: `grade=a zone=1`. Pure.

type Value = string | number

/** Words with an equals sign, between spaces or commas; several values of one name are separated by `|`. */
export function whereText(where: Readonly<Record<string, Value | readonly Value[]>> | undefined): string {
  return Object.entries(where ?? {})
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join('|') : String(value)}`)
    .join(' ')
}

/** Names with their values, as texts; what has no equals sign is left out. */
export function whereOf(text: string): [string, string[]][] {
  return text.split(/[\s,，、;；]+/).flatMap((part): [string, string[]][] => {
    const at = part.indexOf('=')
    const values = part
      .slice(at + 1)
      .split('|')
      .filter((v) => v !== '')
    return at > 0 && values.length > 0 ? [[part.slice(0, at), values]] : []
  })
}
