// What the palette shows for the words typed: what this page and this person can do at once, what the hub finds a moment later.
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { Found } from '../../wire/desk.ts'
import { findAnything } from '../api/desk.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import { locale, say } from '../i18n/i18n.ts'
import { bracketed } from '../i18n/format.ts'
import { openCase } from '../incident/openCase.ts'
import { actWord, roleWord, stateWord } from '../incident/words.ts'
import { useCity } from '../stores/city.ts'
import { useSession } from '../stores/session.ts'
import { useSettings } from '../stores/settings.ts'
import { useLooks } from '../ui/looks.ts'
import { placesFor } from '../ui/places.ts'
import {
  caseAddress,
  fitting,
  grouped,
  matterAddress,
  personAddress,
  placeAddress,
  type Group,
  type Line,
} from './lines.ts'
import { keepRecent, readRecent } from './recent.ts'

/** What the map of this page looks at, where its address says so. */
const nearOf = (at: unknown): string | undefined =>
  typeof at === 'string' && /^-?\d{1,3}(\.\d{1,9})?,-?\d{1,2}(\.\d{1,9})?$/.test(at) ? at : undefined

/** About the open case where there is one. */
const declareAddress = (): string => `/emergency?declare=${encodeURIComponent(openCase.value?.id ?? '')}`

/** A pause of the typing hand. */
const PAUSE_MS = 120

export function usePalette(close: (then?: () => void | Promise<void>) => void) {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const settings = useSettings()
  const city = useCity()
  const looks = useLooks()
  const typed = shallowRef('')
  const found = shallowRef<Found>()
  const searching = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const account = session.user?.id ?? ''
  const role = session.role ?? 'wall'
  const recent = readRecent(account)
  const here = openCase.value

  const line = (group: Group, key: string, rest: Omit<Line, 'group' | 'key'>): Line => ({
    group,
    key: `${group}:${key}`,
    ...rest,
  })
  const acts = computed(() =>
    here === undefined
      ? []
      : here.acts.map((act) =>
          line('acts', act, {
            text: t('desk.palette.act', { act: actWord(act), code: here.code }),
            run: () => here.ask(act),
          }),
        ),
  )
  const still = computed((): Line[] => {
    const duty = placesFor(role).some((place) => place.name === 'duty')
    const query = (q: Readonly<Record<string, string>>): string => new URLSearchParams(q).toString()
    const { queueFilters = [], registerFilters = [], mapViews = [] } = settings.value
    return [
      ...(duty ? queueFilters : []).map((one) =>
        line('filters', `q${one.name}`, { text: one.name, aside: t('ui.place.duty'), to: `/duty?${query(one.query)}` }),
      ),
      ...mapViews.map((one) =>
        line('filters', `m${one.name}`, { text: one.name, aside: t('ui.place.map'), to: `/map?${query(one.query)}` }),
      ),
      ...registerFilters.map((one) =>
        line('filters', `r${one.name}`, {
          text: one.name,
          aside: t('ui.place.register'),
          to: `/register?${query(one.query)}`,
        }),
      ),
      ...placesFor(role).map(({ name, to }) => line('pages', name, { text: t(`ui.place.${name}`), to })),
      ...(session.isDesk
        ? [line('tools', 'report', { text: t('desk.palette.newReport'), run: () => void router.push('/duty?new') })]
        : []),
      ...(role === 'dutyChief'
        ? [line('tools', 'emergency', { text: t('emergency.declare.title'), to: declareAddress() })]
        : []),
      line('tools', 'theme', { text: t('desk.palette.theme'), run: () => looks.toggleTheme() }),
      line('tools', 'language', { text: t('desk.palette.language'), run: () => void looks.toggleLanguage() }),
      line('tools', 'signOut', { text: t('desk.palette.signOut'), run: () => void session.leave() }),
    ]
  })
  const fromHub = computed((): Line[] => {
    const { incidents = [], sensors = [], places = [], components = [], people = [] } = found.value ?? {}
    const open = typeof route.params['id'] === 'string' && route.name === 'duty' ? route.params['id'] : undefined
    const kind = (id: string): string => {
      const known = city.kinds.get(id)
      return known === undefined ? id : say(known.name)
    }
    return [
      ...incidents.map((row) =>
        line('incidents', row.id, {
          text: `${row.code} ${say(row.title)}`,
          aside: `${stateWord(row.state)} · ${say(row.areaName)}`,
          level: row.level,
          to: caseAddress(role, row.id),
        }),
      ),
      ...sensors.map((one) =>
        line('sensors', one.id, {
          text: one.name,
          aside: `${kind(one.kind)} · ${say(one.areaName)} · ${one.id}`,
          to: `/sensor/${encodeURIComponent(one.id)}`,
        }),
      ),
      ...places.map((place) =>
        line('places', `${place.kind}${place.area}${place.name.zh}`, {
          text: say(place.name),
          aside: [
            t(`desk.palette.${place.kind}`),
            ...(place.areaName === undefined ? [] : [say(place.areaName)]),
            ...(place.simulated === true ? [t('ui.simulated')] : []),
          ].join(' · '),
          to: placeAddress(role, place, open),
        }),
      ),
      ...components.flatMap(({ code, name, matters }) =>
        matters.map((matter) =>
          line('components', `${code}${matter.code}`, {
            text: say(name),
            aside: `${say(matter.name)} · ${matter.code}`,
            to: matterAddress(matter.code),
          }),
        ),
      ),
      ...people.map((person) =>
        line('people', person.account, {
          text: bracketed(person.name, person.account),
          aside: person.department === undefined ? roleWord(person.role) : say(city.departmentName(person.department)),
          to: personAddress(role, person),
        }),
      ),
    ]
  })

  const words = computed(() => typed.value.trim())
  const groups = computed(() => {
    void locale.value
    const mine = fitting(
      [...acts.value, ...recent.map((one) => line('recent', one.to, one)), ...still.value],
      words.value,
    )
    const register = line('tools', 'register', {
      text: t('desk.palette.register', { text: words.value }),
      to: `/register?q=${encodeURIComponent(words.value)}`,
    })
    return grouped([...mine, ...fromHub.value, ...(words.value === '' ? [] : [register])])
  })

  /** Names are still being learned by the hub: what is missing may come. */
  const learning = computed(() => {
    const share = found.value?.ready
    return share === undefined ? undefined : t('desk.palette.ready', { share: `${Math.floor(share * 100)}%` })
  })

  let pause: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  watch(words, (q) => {
    clearTimeout(pause)
    asking?.abort()
    problem.value = undefined
    if (q === '') {
      found.value = undefined
      searching.value = false
      return
    }
    searching.value = true
    pause = setTimeout(() => void ask(q.slice(0, 100)), PAUSE_MS)
  })
  async function ask(q: string): Promise<void> {
    const mine = (asking = new AbortController())
    try {
      const answer = await findAnything(q, nearOf(route.query['at']), mine.signal)
      if (mine.signal.aborted) return
      found.value = answer
    } catch (error) {
      if (mine.signal.aborted) return
      found.value = undefined
      problem.value = toProblem(error)
    }
    searching.value = false
  }
  onScopeDispose(() => {
    clearTimeout(pause)
    asking?.abort()
  })

  function choose(chosen: Line): void {
    keepRecent(account, chosen)
    const { to, run } = chosen
    close(to === undefined ? run : () => void router.push(to))
  }
  return { typed, words, groups, searching, problem, learning, choose }
}
