// What the interval of a forecast promises: stated once, for the rules, the wire and the screens.

/** Share (0–1) of values that lie inside. */
export const FORECAST_INTERVAL = 0.8
