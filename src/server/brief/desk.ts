// What the rest of the hub asks of briefs. Failures are ProblemErrors.
import type { Actor } from '../../core/incident/types.ts'
import type { BriefKind } from '../../core/brief/key.ts'
import type {
  AskBrief,
  BriefCommand,
  BriefInputRow,
  BriefReaders,
  BriefRow,
  BriefView,
  Evidence,
  Since,
} from '../../wire/briefs.ts'

export interface BriefDesk {
  /** The newest first; drafts for the desk alone. */
  list(
    query: { readonly kind?: BriefKind; readonly limit?: number },
    reader: Pick<Actor, 'id' | 'role'>,
  ): Promise<readonly BriefRow[]>
  /** As issued, or the draft as of now. Undefined: a period that has not begun, or nothing of that key. */
  get(key: string, reader?: Pick<Actor, 'id' | 'role'>): Promise<BriefView | undefined>
  /** What the actor's department is asked for. */
  inputs(actor: Pick<Actor, 'department'>): Promise<readonly BriefInputRow[]>
  evidence(key: string, figure: string, reader?: Pick<Actor, 'id' | 'role'>): Promise<Evidence>
  /** Composes a special topic, or the next report on a case. */
  ask(input: AskBrief, actor: Actor, address: string): Promise<{ readonly key: string }>
  /** Safe to repeat: the same key acts once. Undefined for a department, which may not read the brief. */
  act(key: string, command: BriefCommand, actor: Actor, address: string): Promise<BriefView | undefined>
  /** Opened, in a form (`page`, `print`, `docx`, …). */
  markRead(key: string, reader: Pick<Actor, 'id' | 'name' | 'role'>, form: string): Promise<void>
  readers(key: string): Promise<BriefReaders>
  /** What changed since this reader last looked, as of now. */
  since(reader: Pick<Actor, 'id' | 'role'>): Promise<Since>
}

/** Told once of every brief that is issued, after it is stored; what it throws is logged. */
export type OnIssued = (brief: BriefView) => Promise<void> | void
