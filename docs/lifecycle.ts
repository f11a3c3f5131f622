// Writes what people read about the lifecycle, from the table that decides it: docs/lifecycle*.md and the diagram in both READMEs.
// Says nothing of its own about what is lawful. Run by `npm run lifecycle`; tests/rules/lifecycle.test.ts holds the result.
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import type { Act } from '../src/core/incident/inputs.ts'
import { LIFECYCLE, type Transition, isTerminal, stageOf } from '../src/core/incident/lifecycle.ts'
import { ownerOf } from '../src/core/incident/owner.ts'
import type { IncidentState, Role } from '../src/core/incident/types.ts'
import {
  ACT_WORDS,
  CHAPTER_WORDS,
  GUARD_WORDS,
  NEED_WORDS,
  OUTCOME_WORDS,
  ROLE_WORDS,
  STATE_WORDS,
} from '../src/core/incident/words.ts'
import type { Text } from '../src/core/text.ts'
import { CLOCK_STAGE_WORDS } from '../src/wire/words.ts'

export type Language = keyof Text
const ROOT = resolve(import.meta.dirname, '..')
const STATES = Object.keys(STATE_WORDS) as IncidentState[]
const text = (zh: string, en: string): Text => ({ zh, en })

/** Left out of the diagram, which shows the way of one case: they cut across it and are told below it. */
const ASIDE: readonly Act[] = ['merge', 'unmerge', 'forceClose']

const open = STATES.filter((state) => stageOf(state) !== undefined)
/** Sets of states with a name, largest first. */
const SETS: readonly (readonly [readonly IncidentState[], Text])[] = [
  [open, text('各在办状态', 'any open state')],
  [open.filter((state) => state !== 'suspended'), text('各计时状态', 'any state in which time counts')],
]
const PHRASES = {
  title: text('案卷流转', 'The lifecycle of a case'),
  origin: text(
    '由 `npm run lifecycle` 从 [`src/core/incident/lifecycle.ts`](../src/core/incident/lifecycle.ts) 生成，请改那张表，不要改本页。规则、接口给出的操作、各页面的按钮都出自同一张表。',
    'Made by `npm run lifecycle` from [`src/core/incident/lifecycle.ts`](../src/core/incident/lifecycle.ts): change the table there, not this page. The rules, the acts the API allows and the buttons on every screen come from the same table.',
  ),
  other: text('[English](lifecycle.md)', '[中文](lifecycle.zh.md)'),
  diagram: text('一件案卷的路', 'The way of a case'),
  states: text('状态', 'States'),
  state: text('状态', 'state'),
  waitsFor: text('等待', 'waits for'),
  clock: text('时限', 'clock'),
  act: text('操作', 'act'),
  way: text('从 → 到', 'from → to'),
  who: text('谁', 'who'),
  guards: text('前提', 'only when'),
  needs: text('须附', 'with'),
  stays: text('不变', 'stays'),
  before: text('原状态', 'where it was before'),
  stands: text('暂停', 'stands'),
  none: text('–', '–'),
  aside: text(
    '并案、拆案、强制结案和撤销不在图中：未派遣的案卷可并入任何在办案卷，主案办结时一并办结；领导可强制结案任何在办案卷；刚办理的操作在后续办理之前可由本人撤销。',
    'Not in the diagram: a case not yet dispatched may be merged into any open one and shares its end, a leader may close any open case by force, and whoever acted last may take that back before anybody has gone on from it.',
  ),
  more: text('逐项操作、前提和须附内容见', 'Every act with its conditions:'),
} satisfies Record<string, Text>

const SEPARATOR: Text = text('、', ', ')
/** Between conditions, which may hold commas themselves. */
const CONDITIONS: Text = text('；', '; ')
const cap = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Words in one language, with what every line needs. */
function speaking(lang: Language) {
  const list = (words: readonly Text[], between = SEPARATOR): string =>
    words.map((one) => one[lang]).join(between[lang])
  const state = (one: IncidentState): string => STATE_WORDS[one][lang]
  const role = (one: Role): string => ROLE_WORDS[one][lang].replace(/^the /, '')
  const found = ({ act }: Transition, side: 'yes' | 'no'): string => OUTCOME_WORDS[act]?.[side][lang] ?? side
  const to = (row: Transition, next: string): string => {
    if (next === 'same') return PHRASES.stays[lang]
    return next === 'resumeState' || next === 'mergedFrom' || next === 'undone'
      ? PHRASES.before[lang]
      : state(next as IncidentState)
  }
  return {
    list,
    state,
    role,
    say: (name: keyof typeof PHRASES): string => PHRASES[name][lang],
    from: ({ from }: Transition): string => {
      const set = SETS.find(([states]) => states.every((one) => from.includes(one)))
      const rest = from.filter((one) => !set?.[0].includes(one)).map((one) => STATE_WORDS[one])
      return list(set ? [set[1], ...rest] : rest)
    },
    target: (row: Transition): string =>
      typeof row.to === 'object'
        ? (['yes', 'no'] as const)
            .map((side) => `${found(row, side)}: ${typeof row.to === 'object' ? to(row, row.to[side]) : ''}`)
            .join(lang === 'zh' ? '；' : '; ')
        : to(row, row.to),
    /** An act on an arrow; with what it found where it leads two ways. */
    label: (row: Transition, side?: 'yes' | 'no'): string => {
      const act = ACT_WORDS[row.act][lang]
      if (side === undefined) return act
      return lang === 'zh' ? `${act}（${found(row, side)}）` : `${act} (${found(row, side)})`
    },
  }
}

interface Arrow {
  readonly from: IncidentState
  readonly to: IncidentState
  readonly label: string
}

/** Every change of state but those aside. A suspended case goes back to where it was suspended in. */
function arrows(lang: Language): Arrow[] {
  const { label } = speaking(lang)
  const suspendable = LIFECYCLE.find((row) => row.act === 'decideSuspension')?.from ?? []
  return LIFECYCLE.filter((row) => !ASIDE.includes(row.act)).flatMap((row) =>
    row.from.flatMap((from): Arrow[] => {
      const lead = (next: string, side?: 'yes' | 'no'): Arrow[] => {
        if (next === 'same' || next === 'undone') return []
        const targets = next === 'resumeState' ? suspendable : [next as IncidentState]
        return targets.map((to) => ({ from, to, label: label(row, side) }))
      }
      return typeof row.to === 'object' ? [...lead(row.to.yes, 'yes'), ...lead(row.to.no, 'no')] : lead(row.to)
    }),
  )
}

/** The main way as a Mermaid diagram, fenced. Parallel arrows are one with all their acts; an end is drawn as an end. */
export function lifecycleDiagram(lang: Language): string {
  const { state } = speaking(lang)
  const merged = new Map<string, string[]>()
  for (const { from, to, label } of arrows(lang)) {
    const key = `${from} --> ${to}`
    merged.set(key, [...(merged.get(key) ?? []), label])
  }
  const drawn = STATES.filter((one) => [...merged.keys()].some((key) => key.split(' --> ').includes(one)))
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...drawn.map((one) => `  state "${cap(state(one))}" as ${one}`),
    '  [*] --> pendingFiling',
    '  [*] --> pendingVerify',
    ...[...merged].map(([key, labels]) => `  ${key}: ${labels.join(' / ')}`),
    ...drawn.filter(isTerminal).map((one) => `  ${one} --> [*]`),
    '```',
  ].join('\n')
}

const table = (rows: readonly (readonly string[])[]): string =>
  rows
    .flatMap((cells, at) => [cells, ...(at === 0 ? [cells.map(() => '---')] : [])])
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

function statesTable(lang: Language): string {
  const { say, state, role } = speaking(lang)
  return table([
    [say('state'), say('waitsFor'), say('clock')],
    ...STATES.map((one) => {
      const owner = ownerOf({ state: one })
      const stage = stageOf(one)
      const clock = one === 'suspended' || one === 'merged' ? say('stands') : stage && CLOCK_STAGE_WORDS[stage][lang]
      return [state(one), owner ? role(owner.post) : say('none'), clock ?? say('none')]
    }),
  ])
}

/** The rows of the table in its order, a chapter each. */
function chapters(lang: Language): string {
  const { say, list, role, from, target } = speaking(lang)
  const head = [say('act'), say('way'), say('who'), say('guards'), say('needs')]
  const made: { title: string; rows: string[][] }[] = []
  for (const row of LIFECYCLE) {
    const begins = CHAPTER_WORDS[row.act]
    if (begins) made.push({ title: begins[lang], rows: [head] })
    made.at(-1)?.rows.push([
      ACT_WORDS[row.act][lang],
      `${from(row)} → ${target(row)}`,
      row.by.map(role).join(SEPARATOR[lang]),
      list(
        row.guards.map((name) => GUARD_WORDS[name]),
        CONDITIONS,
      ) || say('none'),
      list(
        row.needs.map((name) => NEED_WORDS[name]),
        CONDITIONS,
      ) || say('none'),
    ])
  }
  return made.map(({ title, rows }) => `## ${title}\n\n${table(rows)}`).join('\n\n')
}

/** The whole page, as it is to stand in docs/. */
export async function lifecyclePage(lang: Language): Promise<string> {
  const { say } = speaking(lang)
  const page = [
    `# ${say('title')}`,
    say('other'),
    say('origin'),
    `## ${say('diagram')}`,
    lifecycleDiagram(lang),
    say('aside'),
    `## ${say('states')}`,
    statesTable(lang),
    chapters(lang),
  ].join('\n\n')
  return format(page, { ...(await resolveConfig(ROOT)), parser: 'markdown' })
}

const MARKED = /(<!-- lifecycle -->\n)[\s\S]*?(<!-- \/lifecycle -->)/

/** A README with its diagram between the markers `<!-- lifecycle -->` and `<!-- /lifecycle -->`. Errors: no such markers. */
export function withDiagram(readme: string, lang: Language): string {
  if (!MARKED.test(readme)) throw new Error('the README has no place for the lifecycle')
  const { say } = speaking(lang)
  const page = lang === 'zh' ? 'docs/lifecycle.zh.md' : 'docs/lifecycle.md'
  const more = `${say('aside')}${lang === 'zh' ? '' : ' '}${say('more')}${lang === 'zh' ? '' : ' '}[${page}](${page})${lang === 'zh' ? '。' : '.'}`
  return readme.replace(
    MARKED,
    (_, begin: string, end: string) => `${begin}\n${lifecycleDiagram(lang)}\n\n${more}\n\n${end}`,
  )
}

/** The files with the text each should have, relative to the repository. */
export async function lifecycleFiles(): Promise<ReadonlyMap<string, string>> {
  const readme = async (name: string, lang: Language): Promise<[string, string]> => [
    name,
    withDiagram(await readFile(join(ROOT, name), 'utf8'), lang),
  ]
  return new Map([
    ['docs/lifecycle.md', await lifecyclePage('en')],
    ['docs/lifecycle.zh.md', await lifecyclePage('zh')],
    await readme('README.md', 'en'),
    await readme('README.zh.md', 'zh'),
  ])
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, words] of await lifecycleFiles()) await writeFile(join(ROOT, name), words)
