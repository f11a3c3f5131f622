// The parent's side of the publisher: starts it, gives orders, waits for answers.
import { fork, type ChildProcess } from 'node:child_process'
import type { Load } from './load.ts'

export interface PublisherOptions {
  readonly port: number
  readonly username: string
  readonly password: string
  readonly connections: number
  /** Unacknowledged messages per connection. */
  readonly window: number
  readonly client: 'wire' | 'mqtt'
}

export type Order =
  | { readonly type: 'prepare'; readonly load: Load }
  | { readonly type: 'go' }
  | { readonly type: 'pace'; readonly load: Load; readonly perSecond: number }
  | { readonly type: 'end' }

export type Answer =
  | { readonly type: 'ready' }
  | { readonly type: 'done'; readonly elapsedMs: number }
  | { readonly type: 'failed'; readonly reason: string }

/** Any child that takes its options as its first message and answers with an Answer. */
export class Child<O, A extends { readonly type: string }> {
  private constructor(private readonly child: ChildProcess) {}

  static async start<O, A extends { readonly type: string }>(file: string, options: unknown): Promise<Child<O, A>> {
    const started = new Child<O, A>(fork(new URL(file, import.meta.url), { execArgv: ['--import', 'tsx'] }))
    started.child.send(options as object)
    await started.next('ready')
    return started
  }

  async ask<T extends A['type']>(order: O, wanted: T): Promise<Extract<A, { readonly type: T }>> {
    const answer = this.next(wanted)
    this.child.send(order as object)
    return answer
  }

  async end(order: O): Promise<void> {
    const gone = new Promise<void>((done) => this.child.once('exit', () => done()))
    this.child.send(order as object)
    await gone
  }

  private next<T extends A['type']>(wanted: T): Promise<Extract<A, { readonly type: T }>> {
    return new Promise((done, failed) => {
      const onMessage = (answer: A | { type: 'failed'; reason: string }): void => {
        stop()
        if (answer.type === wanted) done(answer as Extract<A, { readonly type: T }>)
        else failed(new Error('reason' in answer ? answer.reason : `${answer.type}, expected ${wanted}`))
      }
      const onExit = (code: number | null): void => {
        stop()
        failed(new Error(`the child process ended with code ${code}`))
      }
      const stop = (): void => {
        this.child.off('message', onMessage)
        this.child.off('exit', onExit)
      }
      this.child.on('message', onMessage)
      this.child.on('exit', onExit)
    })
  }
}

export type Publisher = Child<Order, Answer>
export const startPublisher = (options: PublisherOptions): Promise<Publisher> =>
  Child.start<Order, Answer>('./publisher.ts', options)
