// What is written in the box: kept on the shelf by what it stands beside, checked before it is sent, sent once.
import { computed, reactive, shallowRef, watch } from 'vue'
import { GRADES, type Grade, type Origin } from '../../core/supervise/types.ts'
import type { Give } from '../../wire/supervisions.ts'
import { giveSupervision } from '../api/supervisions.ts'
import { useBusy } from '../api/useBusy.ts'
import { createKeyRing } from '../incident/keys.ts'
import { shelf } from '../drafts/shelf.ts'
import { hubClock } from '../live/clock.ts'
import { useSession } from '../stores/session.ts'

export interface InstructionAbout {
  readonly anchor: Give['anchor']
  readonly origin: Origin
  readonly title?: string | undefined
  readonly lead?: string | undefined
}

interface Fields {
  title: string
  text: string
  grade: Grade
  lead: string
  assist: readonly string[]
  dueAt: number | undefined
}
export type Missing = 'text' | 'lead' | 'due'

/** What is kept may be of another time: only what still fits is taken over. */
function kept(stored: Readonly<Record<string, unknown>> | undefined): Partial<Fields> {
  const { title, text, grade, lead, assist, dueAt } = stored ?? {}
  return {
    ...(typeof title === 'string' && { title }),
    ...(typeof text === 'string' && { text }),
    ...(GRADES.some((one) => one === grade) && { grade: grade as Grade }),
    ...(typeof lead === 'string' && { lead }),
    ...(Array.isArray(assist) && { assist: assist.filter((one): one is string => typeof one === 'string') }),
    ...(typeof dueAt === 'number' && dueAt > hubClock.now() && { dueAt }),
  }
}

const TITLE_LENGTH = 30
/** Whoever writes two lines need not name them: the first clause is what the sheet is called. */
function titleOf(text: string): string {
  const clause = /^[^，。；！？\n,.;!?]+/.exec(text.trim())?.[0] ?? text.trim()
  const letters = [...clause]
  return letters.length > TITLE_LENGTH ? `${letters.slice(0, TITLE_LENGTH - 1).join('')}…` : clause
}

export function useInstruction(about: InstructionAbout, given: (id: string, code: string) => void) {
  const session = useSession()
  const account = session.user?.id ?? ''
  const name = `instruction/${about.origin}/${about.anchor.kind}/${about.anchor.brief ?? ''}/${about.anchor.id}`
  const fields = reactive<Fields>({
    ...{ title: about.title ?? '', text: '', grade: 'instruct', lead: about.lead ?? '', assist: [], dueAt: undefined },
    ...kept(shelf.read(account, name)),
  })
  watch(fields, () => shelf.write(account, name, { ...fields }))
  /** A department leads or assists. */
  watch(
    () => fields.lead,
    (lead) => (fields.assist = fields.assist.filter((one) => one !== lead)),
  )
  const pressed = shallowRef(false)
  const missing = computed<readonly Missing[]>(() => [
    ...(fields.text.trim() === '' ? ['text' as const] : []),
    ...(fields.lead === '' ? ['lead' as const] : []),
    ...(fields.dueAt === undefined || fields.dueAt <= hubClock.now() ? ['due' as const] : []),
  ])
  const { busy, problem, run } = useBusy()
  const keys = createKeyRing()
  async function send(): Promise<void> {
    pressed.value = true
    const { title, text, grade, lead, assist, dueAt } = fields
    if (missing.value.length > 0 || dueAt === undefined) return
    const wish = { title: title.trim() || titleOf(text), text: text.trim(), grade, lead, assist: [...assist], dueAt }
    const { anchor, origin } = about
    await run(async () => {
      const { row } = await giveSupervision({ key: keys.keyFor([wish, anchor, origin]), origin, anchor, ...wish })
      keys.settle()
      shelf.drop(account, name)
      given(row.id, row.code)
    })
  }
  return { fields, busy, problem, send, lacks: (what: Missing) => pressed.value && missing.value.includes(what) }
}
