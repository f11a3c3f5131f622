// Parts of a wall whose code comes when they are first needed: one that does not come is asked for until it does, for nobody is there to
// load the page anew.
import { defineAsyncComponent, type Component } from 'vue'

export type Loads = () => Promise<{ default: Component }>

/** Between attempts, ms; longer each time, as long as this at the most. */
const [AGAIN_MS, LONGEST_MS] = [1_000, 15_000]

/** `waiting` stands in its place meanwhile; without one the place is empty. */
export const lazy = (loader: Loads, waiting?: Component): Component =>
  defineAsyncComponent({
    loader,
    ...(waiting && { loadingComponent: waiting }),
    delay: 150,
    onError: (_error, retry, _fail, attempts) =>
      void setTimeout(retry, Math.min(LONGEST_MS, AGAIN_MS * 2 ** Math.min(attempts, 4))),
  })
