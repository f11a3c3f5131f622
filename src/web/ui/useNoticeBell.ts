// The bell of a page's head: what it shows while open, what came since, what it says aloud. Rows come from the store.
import { useListener } from './useListener.ts'
import { computed, shallowRef, watch, type Ref } from 'vue'
import { useRoute, type RouteLocationRaw } from 'vue-router'
import type { NoticeRow } from '../../wire/views.ts'
import { toProblem } from '../api/client.ts'
import { clauses } from '../i18n/format.ts'
import { say } from '../i18n/i18n.ts'
import { isTold, useNotices } from '../stores/notices.ts'
import { useSession } from '../stores/session.ts'
import { noticePlace } from './casePlace.ts'
import { toastProblem } from './toast.ts'

/** Levels Ⅰ and Ⅱ are said aloud; a page that talks all day is switched off. */
const SPOKEN_LEVEL = 2

export function useNoticeBell(root: Readonly<Ref<HTMLElement | null>>) {
  const notices = useNotices()
  const session = useSession()
  const route = useRoute()
  const open = shallowRef(false)
  /** The list stands still while it is read: rows as of the opening, or of the last press on «show new ones». */
  const shown = shallowRef<readonly NoticeRow[]>([])
  /** What was unread then keeps its mark until the panel closes. */
  const unreadSince = shallowRef(0)

  const told = computed(() => session.user !== undefined && isTold(session.user))
  const waiting = computed(() => {
    const newest = shown.value[0]
    return newest === undefined ? notices.all.length : notices.all.filter((n) => n.at > newest.at).length
  })

  async function markSeen(): Promise<void> {
    try {
      await notices.markSeen()
    } catch (error) {
      toastProblem(toProblem(error))
    }
  }
  function renew(): void {
    shown.value = notices.all
    void markSeen()
  }
  function toggle(): void {
    open.value = !open.value
    if (!open.value) return
    unreadSince.value = notices.seenAt
    renew()
  }
  const close = (): void => void (open.value = false)
  /** «All read»: the marks go too. */
  function readAll(): void {
    renew()
    unreadSince.value = notices.seenAt
  }

  watch(() => route.fullPath, close)
  // Opened before the first answer came: shows it when it does.
  watch(
    () => notices.state,
    () => {
      if (open.value && shown.value.length === 0) renew()
    },
  )
  useListener(document, 'pointerdown', (event) => {
    if (open.value && event.target instanceof Node && root.value?.contains(event.target) !== true) close()
  })

  const spoken = shallowRef('')
  let known: ReadonlySet<string> | undefined
  watch(
    () => notices.all,
    (rows) => {
      if (notices.state !== 'live') {
        known = undefined
        return
      }
      const fresh = rows.filter((n) => n.level <= SPOKEN_LEVEL && known?.has(n.id) === false)
      known = new Set(rows.map((n) => n.id))
      if (fresh.length > 0) spoken.value = clauses(fresh.map((n) => say(n.text)))
    },
    { immediate: true },
  )

  return {
    told,
    open,
    shown,
    waiting,
    spoken,
    state: computed(() => notices.state),
    problem: computed(() => notices.problem),
    unread: computed(() => notices.unread),
    isNew: (n: NoticeRow): boolean => n.at > unreadSince.value,
    caseOf: (n: NoticeRow): RouteLocationRaw => noticePlace(session.role, n),
    toggle,
    close,
    renew,
    readAll,
  }
}
