// One series among those that are compared, and the way there from any chart. The page's whole address is its own.

export type Chosen =
  | { readonly type: 'indicator'; readonly id: string; readonly area: string }
  | { readonly type: 'sensor'; readonly id: string; readonly metric: string }

export const keyOf = (one: Chosen): string =>
  one.type === 'indicator' ? `${one.id}@${one.area}` : `sensor:${one.id}@${one.metric}`

/** Where this one is compared with others. */
export const comparePlace = (one: Chosen): { readonly path: string; readonly query: { readonly s: string } } => ({
  path: '/compare',
  query: { s: keyOf(one) },
})
