// Paths into a JSON value: `a.b.0.c`, `a.b[0].c`, `$` for the whole message. Keys may hold dots themselves («PM2.5»).

/** Compiled path: for each step the segment and, for keys with dots, everything that is left. */
export interface JsonPath {
  readonly root: boolean
  readonly steps: readonly { readonly key: string; readonly rest: string }[]
}

/** Compiles once per contract. `$.a` reads from the message even inside `each`; everything else from the element. */
export function compilePath(path: string): JsonPath {
  const root = path === '$' || path.startsWith('$.') || path.startsWith('$[')
  const inner = (root ? path.slice(1) : path).replace(/\[(\d+)\]/g, '.$1').replace(/^\./, '')
  const keys = inner === '' ? [] : inner.split('.')
  return { root, steps: keys.map((key, i) => ({ key, rest: keys.slice(i).join('.') })) }
}

/** The value at the path, or undefined. Own properties only: `constructor` leads nowhere. */
export function lookUp(path: JsonPath, element: unknown, message: unknown): unknown {
  let node = path.root ? message : element
  for (const { key, rest } of path.steps) {
    if (typeof node !== 'object' || node === null) return undefined
    const bag = node as Readonly<Record<string, unknown>>
    if (rest !== key && Object.hasOwn(bag, rest)) return bag[rest]
    if (!Object.hasOwn(bag, key)) return undefined
    node = bag[key]
  }
  return node
}
