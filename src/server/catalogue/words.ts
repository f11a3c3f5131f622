// What is said of changes to the catalogue: audit lines, conflicts, refusals. Decides nothing.
import type { Text } from '../../core/text.ts'
import type { CatalogueKind, CatalogueProblem } from '../../wire/catalogue.ts'
import { ProblemError } from '../problems.ts'
import type { DraftChange } from './draft.ts'
import { SHEETS, SINGLES, isSingle } from './sheets/columns.ts'

const HOW_WORDS: Readonly<Record<Exclude<DraftChange['how'], 'same'>, Text>> = {
  added: { zh: '新增', en: 'added' },
  changed: { zh: '修改', en: 'changed' },
  ended: { zh: '结束', en: 'ended' },
}

const kindWords = (kind: CatalogueKind): Text =>
  isSingle(kind) ? SINGLES[kind] : (SHEETS.find((s) => s.kind === kind)?.title ?? { zh: kind, en: kind })

export function changeWords({ kind, id, how }: DraftChange, reason: string): Text {
  const [what, done] = [kindWords(kind), how === 'same' ? HOW_WORDS.changed : HOW_WORDS[how]]
  const name = id === kind ? { zh: what.zh, en: what.en } : { zh: `${what.zh} ${id}`, en: `${what.en} ${id}` }
  return {
    zh: `目录${done.zh}：${name.zh}。理由：${reason}`,
    en: `Catalogue entry ${done.en}: ${name.en}. Reason: ${reason}`,
  }
}

export function summaryWords(changes: readonly DraftChange[], reason: string): Text {
  const counts = (Object.keys(HOW_WORDS) as (keyof typeof HOW_WORDS)[]).flatMap((how) => {
    const n = changes.filter((c) => c.how === how).length
    return n === 0 ? [] : [{ zh: `${HOW_WORDS[how].zh} ${n} 条`, en: `${n} ${HOW_WORDS[how].en}` }]
  })
  return {
    zh: `目录${counts.map((c) => c.zh).join('，')}。理由：${reason}`,
    en: `Catalogue: ${counts.map((c) => c.en).join(', ')}. Reason: ${reason}`,
  }
}

/** What somebody else changed since the version that was seen. */
export interface Meanwhile {
  readonly version: number
  readonly by: string
  readonly at: number
  /** Names of entries, the first few. */
  readonly entries: readonly string[]
  readonly total: number
}

export function changedMeanwhile({ version, by, at, entries, total }: Meanwhile, time: string): ProblemError {
  const more = total > entries.length
  return new ProblemError(
    'catalogueChanged',
    {
      zh: `目录已由${by}于 ${time} 修改（${entries.join('、')}${more ? ` 等 ${total} 条` : ''}），请重新打开后再提交`,
      en: `${by} changed the catalogue at ${time} (${entries.join(', ')}${more ? ` and others, ${total} in all` : ''}); open it again before committing`,
    },
    { conflict: { version, by, at, type: 'catalogue' } },
  )
}

/** More would not be read; a preview lists them all. */
const SHOWN = 20

export function cannotStand(problems: readonly CatalogueProblem[]): ProblemError {
  const lines = problems.slice(0, SHOWN).map((p) => ({ name: `${p.id ?? p.kind}${p.pointer}`, text: p.text }))
  const rest = problems.length - lines.length
  return new ProblemError(
    'refused',
    {
      zh: [...lines.map((l) => `${l.name}：${l.text.zh}`), ...(rest > 0 ? [`……另有 ${rest} 处`] : [])].join('；'),
      en: [...lines.map((l) => `${l.name}: ${l.text.en}`), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; '),
    },
    { field: problems[0]?.pointer ?? '' },
  )
}
