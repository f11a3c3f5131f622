// The declaration as it is filled in: what fits the case, what was typed, the press that arms and the press that does it.
import { computed, reactive, shallowRef, watch } from 'vue'
import { drillOf } from '../../core/emergency/words.ts'
import { LEVELS, type Level } from '../../core/level.ts'
import { phaseAt } from '../../core/warning/span.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'
import { declareEmergency, listPlans } from '../api/emergencies.ts'
import { useFetch } from '../api/useFetch.ts'
import { listed } from '../i18n/format.ts'
import { say, t } from '../i18n/i18n.ts'
import { createKeyRing } from '../incident/keys.ts'
import { levelWord } from '../incident/words.ts'
import { hubClock } from '../live/clock.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useWarnings } from '../stores/warnings.ts'
import { warningName } from '../warning/words.ts'
import { fits, planChoices, type PlanChoice } from './forecast.ts'

/** What is not of a case is a drill; where nothing says otherwise its level is 较大. */
const UNGRADED: Level = 3

export function useDeclare(given: () => string | undefined, done: (id: string) => void) {
  const incidents = useIncidents()
  const warnings = useWarnings()
  const plans = useFetch(
    () => 'all',
    () => listPlans(),
  )
  const draft = reactive({
    drill: given() === undefined,
    incident: given() ?? '',
    plan: '',
    title: '',
    level: String(UNGRADED),
  })
  const row = computed(() => incidents.row(given() ?? draft.incident))
  const cases = computed(() =>
    incidents.open
      .filter(({ level }) => level <= 2)
      .map(({ id, code, level, title }) => ({ value: id, label: `${levelWord(level)} ${code} ${say(title)}` })),
  )
  const now = hubClock.now()
  const inForce = computed(() => warnings.standing.filter((w) => phaseAt(w, now) === 'inForce'))
  const kindOf = (w: (typeof inForce.value)[number]): string[] => (w.kind === undefined ? [] : [w.kind])
  const choices = computed(() =>
    planChoices(plans.value.value ?? [], {
      ...(row.value?.matter === undefined ? {} : { matter: row.value.matter }),
      warnings: inForce.value.flatMap(kindOf),
    }),
  )
  const plan = computed(() => choices.value.find((one) => one.plan.id === draft.plan)?.plan)
  const planWhy = ({ byMatter, byWarnings }: PlanChoice): string => {
    const names = inForce.value.filter((w) => kindOf(w).some((k) => byWarnings.includes(k))).map(warningName)
    return listed([...(byMatter ? [t('emergency.declare.fitsCase')] : []), ...new Set(names)])
  }

  const proposed = computed(() => {
    const about = row.value?.title ?? plan.value?.name
    if (about === undefined) return ''
    return say(draft.drill ? drillOf(about) : about)
  })

  // What fits best stands chosen until a hand has chosen, and nothing where none fits; so do the words of the case.
  let [ownPlan, ownLevel] = ['', '']
  watch(
    [choices, row, () => draft.drill],
    () => {
      const best = choices.value.find(fits)?.plan.id ?? ''
      if (draft.plan === ownPlan) draft.plan = ownPlan = best
      if (draft.level === ownLevel || ownLevel === '') draft.level = ownLevel = String(row.value?.level ?? UNGRADED)
      if (row.value === undefined) draft.drill = true
    },
    { immediate: true },
  )
  watch(
    proposed,
    (title, before = '') => {
      if (draft.title === before) draft.title = title
    },
    { immediate: true },
  )

  const armed = shallowRef(false)
  // Whatever is changed is another thing to be sure of.
  watch(draft, () => (armed.value = false))
  const busy = shallowRef(false)
  const problem = shallowRef<ApiProblem>()
  const ready = computed(
    () => plan.value !== undefined && draft.title.trim() !== '' && (draft.drill || row.value !== undefined),
  )
  const keys = createKeyRing()

  async function press(): Promise<void> {
    if (!ready.value || busy.value) return
    if (!armed.value) {
      armed.value = true
      return
    }
    busy.value = true
    problem.value = undefined
    const wish = {
      plan: draft.plan,
      drill: draft.drill,
      ...(row.value === undefined ? {} : { incident: row.value.id }),
      level: LEVELS.find((level) => String(level) === draft.level) ?? UNGRADED,
      // What is proposed the hub has in both languages, and fit for walls: only words of one's own are sent.
      ...(draft.title.trim() === proposed.value.trim() ? {} : { title: draft.title.trim() }),
    }
    try {
      const { id } = await declareEmergency({ ...wish, key: keys.keyFor(wish) })
      keys.settle()
      done(id)
    } catch (error) {
      problem.value = toProblem(error)
      armed.value = false
      if (problem.value.status !== 0) keys.settle()
    } finally {
      busy.value = false
    }
  }

  return {
    plans,
    /** None fits, and no hand has chosen yet. */
    mustChoose: computed(() => plan.value === undefined && choices.value.length > 0),
    choices,
    cases,
    row,
    draft,
    plan,
    planWhy,
    ready,
    armed,
    busy,
    problem,
    press,
    forget: () => (problem.value = undefined),
  }
}
