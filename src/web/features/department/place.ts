// How a department looks at the place of an order, on its page and on the city map. Apart from the map's code, which comes later or never.

/** Its street and the streets around it. */
export const NEAR = 15
/** Ids of the layers that are its own on the city map, as `map/list/department.ts` opens them on its page. */
export const ORDER_LAYERS = ['incidents', 'orders', 'units', 'components'] as const
