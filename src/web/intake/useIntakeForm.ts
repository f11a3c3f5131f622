// The form between the draft and the keys: what is wrong with it, what is taken from a suggestion, what is sent.
import { computed, nextTick, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { transitionOf } from '../../core/incident/lifecycle.ts'
import { useSession } from '../stores/session.ts'
import { charsOf, draftFaults, LONGEST, type IntakeFault } from './draft.ts'
import { useIntakeDrafts } from './drafts.ts'
import { useSending, type Outcome } from './useSending.ts'
import { useSuggestion } from './useSuggestion.ts'

/** Which list the numbers are for: while the place is asked about, places; else matters. */
export type KeyList = 'places' | 'matters'

export function useIntakeForm(form: Readonly<Ref<HTMLFormElement | null>>) {
  const { t } = useI18n()
  const session = useSession()
  const intake = useIntakeDrafts()
  const asking = useSuggestion()
  const { busy, problem, sent, press } = useSending()
  const tried = shallowRef(false)
  const list = shallowRef<KeyList>('matters')

  const LONG: readonly IntakeFault[] = ['longText', 'longAddress', 'longName', 'longPhone']
  /** What is too long is said at once, what is missing once somebody tried to send. */
  const faults = computed(() => draftFaults(intake.draft).filter((fault) => tried.value || LONG.includes(fault)))
  const faultWords = (...of: IntakeFault[]): string | undefined => {
    const fault = of.find((one) => faults.value.includes(one))
    if (fault === undefined) return undefined
    if (fault === 'longText') return t('intake.fault.longText', { n: charsOf(intake.draft.text), most: LONGEST.text })
    return t(`intake.fault.${fault}`)
  }
  const mayFile = computed(() => transitionOf('file').by.some((role) => role === session.role))
  const settled = computed(() => intake.draft.matter !== undefined && intake.draft.condition !== undefined)
  /** What Ctrl+Enter does: the furthest step that is settled. */
  const main = computed<Outcome>(() =>
    intake.draft.joins ? 'joined' : settled.value && mayFile.value ? 'filed' : 'taken',
  )

  function takePlace(at: number): void {
    const place = intake.suggestion?.places[at]
    if (place) intake.set({ lng: place.lng, lat: place.lat })
  }
  function takeMatter(at: number): void {
    const one = intake.suggestion?.matters[at]
    if (one) intake.set({ matter: one.matter, condition: one.condition })
  }
  function join(id: string): void {
    const one = intake.suggestion?.alike.find(({ row }) => row.id === id)
    if (!one) return
    const { lng, lat } = intake.draft
    // It is the same thing, so it is at the same place where nothing nearer was said.
    const place = lng === undefined || lat === undefined ? { lng: one.row.lng, lat: one.row.lat } : {}
    intake.set({ joins: { id, code: one.row.code }, ...place })
  }
  async function focusText(): Promise<void> {
    await nextTick()
    form.value?.querySelector<HTMLElement>('textarea')?.focus()
  }
  async function send(outcome: Outcome = main.value): Promise<void> {
    tried.value = true
    if (await press(outcome)) {
      tried.value = false
      await focusText()
      return
    }
    await nextTick()
    if (problem.value === undefined) form.value?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  function add(): void {
    intake.add()
    void focusText()
  }
  function onKey(event: KeyboardEvent): void {
    if (event.isComposing) return
    const numbered = /^Digit([1-3])$/.exec(event.code)?.[1]
    if (event.altKey && !event.ctrlKey && !event.metaKey && numbered !== undefined) {
      if (list.value === 'places') takePlace(Number(numbered) - 1)
      else takeMatter(Number(numbered) - 1)
    } else if (event.altKey && !event.ctrlKey && event.code === 'KeyN') add()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(event.shiftKey ? 'taken' : undefined)
    else return
    event.preventDefault()
    // The desk around the form has keys of its own.
    event.stopPropagation()
  }
  watch(
    () => intake.current,
    () => (tried.value = false),
  )

  return {
    intake,
    asking,
    busy,
    problem,
    sent,
    list,
    faultWords,
    faults,
    mayFile,
    settled,
    main,
    takePlace,
    takeMatter,
    join,
    send,
    add,
    onKey,
    focusText,
  }
}
