// What takes the pointer over from picking: measuring and drawing. The map says where a hand points; what it draws are overlays.

/** A place under the pointer, or under the cross in the middle of the map. */
export interface Pointed {
  readonly lng: number
  readonly lat: number
}

export interface MapTool {
  readonly move: (at: Pointed) => void
  readonly press: (at: Pointed) => void
  /** Pressed twice in quick succession: the second press was none of its own. */
  readonly finish: () => void
}

/** Where the map looks. */
export interface Camera {
  readonly lng: number
  readonly lat: number
  readonly zoom: number
  /** Degrees it leans; as it stands without a word. */
  readonly pitch?: number
}
/** West, south, east, north. */
export type Box = readonly [number, number, number, number]

export interface Sight extends Camera {
  readonly bounds: Box
}
