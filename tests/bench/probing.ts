// What is asked of the prober, and how it is started.
import { Child } from './publishing.ts'

export interface ProberOptions {
  readonly port: number
  readonly webUrl: string
  readonly cookie?: string
  readonly username: string
  readonly password: string
  /** True: a hub, whose screens read frames and views. False: a bare broker, where the message itself arrives. */
  readonly readsViews: boolean
}

export type Stage = 'value' | 'alarm' | 'case' | 'message'
/** Milliseconds from publish to arrival, a number per probe. */
export type Probes = Readonly<Record<Stage, number[]>>

export type ProbeOrder =
  | {
      readonly type: 'probe'
      /** First device. */
      readonly from: number
      readonly count: number
      /** Place in frames by sensor id. */
      readonly slots: Readonly<Record<string, number>>
    }
  | { readonly type: 'end' }

export type ProbeAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'probed'; readonly times: Probes }
  | { readonly type: 'failed'; readonly reason: string }

export type Prober = Child<ProbeOrder, ProbeAnswer>
export const startProber = (options: ProberOptions): Promise<Prober> =>
  Child.start<ProbeOrder, ProbeAnswer>('./prober.ts', options)
