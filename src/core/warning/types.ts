// Warnings as CAP 1.2 (OASIS; ITU-T X.1303) says them, and what stands of them. Shapes only; feeds read them, fold.ts judges them.
import type { Level } from '../level.ts'

export const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const
/** `Ack` and `Error` speak of messages, not of dangers, and are no warnings. */
export const MESSAGE_TYPES = ['Alert', 'Update', 'Cancel'] as const
export const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const
export const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const
export const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const

export type WarningStatus = (typeof STATUSES)[number]
export type MessageType = (typeof MESSAGE_TYPES)[number]
export type Severity = (typeof SEVERITIES)[number]
export type Urgency = (typeof URGENCIES)[number]
export type Certainty = (typeof CERTAINTIES)[number]

/** `[lng, lat]`: CAP writes them the other way round; feeds turn them. */
export type Position = readonly [lng: number, lat: number]
export interface Named {
  readonly name: string
  readonly value: string
}

export interface WarningArea {
  /** `areaDesc`, as the sender calls it. */
  readonly name: string
  /** Closed rings. */
  readonly polygons: readonly (readonly Position[])[]
  readonly circles: readonly { readonly lng: number; readonly lat: number; readonly radiusKm: number }[]
  readonly geocodes: readonly Named[]
}

/** What is said in one language, or of one part. Instants are epoch ms. */
export interface WarningInfo {
  /** BCP 47, as the sender writes it; CAP's default is en-US. */
  readonly language: string
  readonly event: string
  readonly categories: readonly string[]
  readonly responseTypes: readonly string[]
  readonly urgency: Urgency
  readonly severity: Severity
  readonly certainty: Certainty
  readonly eventCodes: readonly Named[]
  readonly parameters: readonly Named[]
  readonly effectiveAt?: number
  readonly onsetAt?: number
  readonly expiresAt?: number
  readonly senderName?: string
  readonly headline?: string
  readonly description?: string
  readonly instruction?: string
  readonly web?: string
  readonly contact?: string
  readonly areas: readonly WarningArea[]
}

export interface WarningReference {
  readonly sender: string
  readonly identifier: string
}

/** One message. The same sender and identifier again is a repetition. */
export interface Warning extends WarningReference {
  readonly sentAt: number
  readonly status: WarningStatus
  readonly msgType: MessageType
  readonly scope: string
  readonly source?: string
  readonly note?: string
  readonly references: readonly WarningReference[]
  readonly infos: readonly WarningInfo[]
}

/** A kind of danger that warnings are given for: reference data of the city (`warning-kinds.json`). */
export interface WarningKind {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  /** Event codes of feeds, e.g. `11B03`. */
  readonly codes: readonly string[]
  /** As `event` names it, in any language. */
  readonly words: readonly string[]
}

/** A message as the hub keeps it. Simulated and real ones never touch each other. */
export interface KeptWarning {
  readonly warning: Warning
  readonly kind?: string
  readonly simulated: boolean
}

/** 发布, 变更 (see `was`), 继续, 解除. */
export type WarningState = 'issued' | 'changed' | 'continued' | 'lifted'

/** What stands of one message among all others. */
export interface Standing {
  readonly state: WarningState
  readonly level?: Level
  /** Level before it changed, or of what was lifted. */
  readonly was?: Level
  /** The message that replaced or lifted it; nothing of it holds from then on. */
  readonly endedBy?: WarningReference
  readonly endedAt?: number
}
