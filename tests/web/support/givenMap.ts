// In the place of a map, which needs a graphics card: keeps what it is given. To be put there by
// `vi.mock('…/map/CityMap.vue', () => import('…/support/givenMap.ts'))`.
export const given: { props: Record<string, unknown> } = { props: {} }

export default {
  inheritAttrs: false,
  setup:
    (_: object, { attrs }: { attrs: Record<string, unknown> }) =>
    () =>
      void (given.props = { ...attrs }),
}
