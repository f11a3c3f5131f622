// What an actor asks to be done with a case. When it is lawful is in lifecycle.ts; the schemas are in wire/acts.ts.
import type { ConditionId, DepartmentId, IncidentId, MatterCode, PhotoId } from '../ids.ts'
import type { Level } from '../level.ts'
import type { Ground, Rating, SupervisionLevel } from './types.ts'

/** What an actor sends; the input of each act is checked by wire/acts.ts. */
export type ActInput =
  | { readonly act: 'requestVerify'; readonly note?: string }
  | { readonly act: 'verify'; readonly found: boolean; readonly note?: string; readonly photos: readonly PhotoId[] }
  | { readonly act: 'file'; readonly matter: MatterCode; readonly condition: ConditionId; readonly level?: Level }
  | {
      readonly act:
        'refuse' | 'cancel' | 'returnToAcceptor' | 'revoke' | 'sendBack' | 'rework' | 'forceClose' | 'reopen'
      readonly reason: string
    }
  | {
      readonly act: 'dispatch'
      readonly lead: DepartmentId
      readonly assist: readonly DepartmentId[]
      /** 首接负责: nobody's case is given to one that may not hand it on. */
      readonly firstResponsible?: boolean
      readonly note?: string
    }
  | { readonly act: 'accept'; readonly handler?: string; readonly crew?: string }
  | { readonly act: 'assign'; readonly handler: string; readonly crew?: string }
  | { readonly act: 'return'; readonly reason: string; readonly proposed?: DepartmentId }
  | { readonly act: 'progress' | 'submit'; readonly note: string; readonly photos: readonly PhotoId[] }
  | { readonly act: 'confirm'; readonly note?: string }
  /** Sub-orders of assisting departments. */
  | { readonly act: 'engage'; readonly department: DepartmentId; readonly task: string }
  | { readonly act: 'release'; readonly department: DepartmentId; readonly reason: string }
  | { readonly act: 'acceptOrder'; readonly handler?: string }
  | { readonly act: 'returnOrder'; readonly reason: string }
  | { readonly act: 'finishOrder'; readonly note: string; readonly photos: readonly PhotoId[] }
  | { readonly act: 'check'; readonly passed: boolean; readonly note?: string; readonly photos: readonly PhotoId[] }
  | { readonly act: 'close'; readonly conditionMet: true; readonly note?: string }
  | { readonly act: 'requestExtension'; readonly reason: string }
  | {
      readonly act: 'decideExtension' | 'decideSuspension' | 'reviewAppeal' | 'decideAppeal'
      readonly granted: boolean
      readonly reason?: string
    }
  | { readonly act: 'requestSuspension'; readonly reason: string; readonly until: number }
  | { readonly act: 'resume' }
  | { readonly act: 'appeal'; readonly reason: string; readonly photos: readonly PhotoId[] }
  | {
      readonly act: 'supervise'
      readonly text: string
      readonly urgency?: SupervisionLevel
      /** Own deadline of the reply, epoch ms. */
      readonly dueAt?: number
    }
  | { readonly act: 'reply' | 'note'; readonly text: string }
  | { readonly act: 'remind'; readonly note?: string }
  /** Whoever reported it was spoken to, or could not be reached. */
  | { readonly act: 'contact'; readonly reached: boolean; readonly note?: string }
  /** `rating` and `solved` are what the caller said, so both are there exactly when the caller was reached. */
  | {
      readonly act: 'callBack'
      readonly reached: boolean
      readonly rating?: Rating
      readonly solved?: boolean
      readonly note?: string
    }
  | { readonly act: 'exclude'; readonly ground: Ground; readonly reason: string }
  /** Takes back the actor's own last act while nobody has gone on from it. */
  | { readonly act: 'undo' }
  /** This case is another report of what `into` is about; `unmerge` takes it out again. */
  | { readonly act: 'merge'; readonly into: IncidentId; readonly reason?: string }
  | { readonly act: 'unmerge'; readonly reason: string }

/** Acts an actor may do on a case; the lifecycle table says when and by whom. `escalate` is done by time alone. */
export type Act = ActInput['act'] | 'escalate'
