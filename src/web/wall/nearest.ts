// Those of many places that are nearest to one. Pure.

interface At {
  readonly lng: number
  readonly lat: number
}

/** Degrees of longitude are shorter than those of latitude; within a city one factor does for both. */
export function nearest<T extends At>(places: readonly T[], to: At, most: number): readonly T[] {
  const narrow = Math.cos((to.lat * Math.PI) / 180)
  const far = (p: At): number => ((p.lng - to.lng) * narrow) ** 2 + (p.lat - to.lat) ** 2
  return [...places].sort((a, b) => far(a) - far(b)).slice(0, most)
}
