// What the hub expects of a broker, whichever it is: device messages in, views out.

/** A device message. `receivedAt` is when its bytes reached us. */
export interface Inbound {
  readonly topic: string
  readonly payload: Uint8Array
  readonly receivedAt: number
}

/**
 * Takes one device message. The broker acknowledges it to its sender only when the promise is done:
 * what was acknowledged is durable.
 */
export type TakeInbound = (message: Inbound) => Promise<void>

/** Sends a view or a frame to the screens that subscribed. */
export type PublishToScreens = (topic: string, payload: string | Uint8Array) => void

export interface BrokerStatus {
  readonly ok: boolean
  readonly detail: string
  readonly clients: number
}
