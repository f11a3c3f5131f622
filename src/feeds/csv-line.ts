// One CSV line (RFC 4180 quoting) → its fields. Reading by line keeps a stray quote from swallowing the lines after it.

/** The fields of a line without its line break; undefined while a quote is still open. Unquoted fields keep their blanks. */
export function splitCsv(line: string, separator = ','): string[] | undefined {
  if (!line.includes('"')) return line.split(separator)
  const fields: string[] = []
  let at = 0
  for (;;) {
    let field = ''
    if (line[at] === '"') {
      at++
      for (;;) {
        const quote = line.indexOf('"', at)
        if (quote < 0) return undefined
        field += line.slice(at, quote)
        at = quote + 1
        if (line[at] !== '"') break
        field += '"'
        at++
      }
    }
    // Text after a closing quote is kept as it is rather than lost.
    const end = line.indexOf(separator, at)
    fields.push(field + line.slice(at, end < 0 ? line.length : end))
    if (end < 0) return fields
    at = end + 1
  }
}
