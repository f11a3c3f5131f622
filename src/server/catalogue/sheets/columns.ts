// What a workbook of the catalogue looks like: one sheet per kind, one column per field. Tables only; a test holds them against the schemas.
import type { Text } from '../../../core/text.ts'
import type { CatalogueKind } from '../../../wire/catalogue.ts'
import { LIMIT_UNIT_WORDS } from '../../../wire/words.ts'
import { CODE, DATE, FIVE, LIST, TEXT, both, column, say, word, type Column, type SheetPlan } from './plan.ts'
import { SIGN_SHEETS } from './signs.ts'

export type { Column, Form, SheetPlan } from './plan.ts'

export const KIND_WORDS = {
  matter: say('事项', 'Matter'),
  component: say('部件', 'Component'),
  monitored: say('监测事件', 'Monitored event'),
  emergency: say('突发事件', 'Emergency'),
} as const
const SCOPE_WORDS = { national: say('国家', 'National'), local: say('地方', 'Local') } as const
const SURE_WORDS = { stated: say('有出处', 'Stated'), derived: say('推断', 'Derived') } as const

const VALIDITY = [column('validTo', '失效日期', 'Valid to', DATE)]
const STANDARD = column('standard', '标准', 'Standard', TEXT, 20)
const CODE_KIND = column('kind', '类别', 'Kind', word(KIND_WORDS))

export const SHEETS: readonly SheetPlan[] = [
  {
    kind: 'matter',
    title: say('事项', 'Matters'),
    keys: [column('code', '代码', 'Code', FIVE, 9), column('validFrom', '生效日期', 'Valid from', DATE)],
    head: [
      ...VALIDITY,
      CODE_KIND,
      ...both('major', '大类', 'Major class', 16),
      ...both('name', '名称', 'Name', 22),
      STANDARD,
      column('component', '对应部件', 'Component', FIVE, 9),
      column('replacedBy', '由何事项接替', 'Replaced by', FIVE, 12),
      column('keywords', '关键词', 'Keywords', LIST, 26),
    ],
    items: {
      path: 'conditions',
      columns: [
        column('id', '立案条件编号', 'Condition', TEXT, 14),
        ...both('text', '立案条件', 'Filing condition', 34),
        column('limit.amount', '处置时限', 'Limit', { type: 'number' }, 9),
        column('limit.unit', '时限单位', 'Unit', word(LIMIT_UNIT_WORDS), 12),
        ...both('closing', '结案条件', 'Closing condition', 24),
        column('level', '等级', 'Level', { type: 'number' }, 6),
        column('source', '时限来源', 'Source of the limit', TEXT, 20),
      ],
    },
  },
  {
    kind: 'component',
    title: say('部件', 'Components'),
    keys: [column('code', '代码', 'Code', FIVE, 9)],
    head: [
      ...both('major', '大类', 'Major class', 16),
      ...both('name', '名称', 'Name', 22),
      STANDARD,
      column('validFrom', '生效日期', 'Valid from', DATE),
      ...VALIDITY,
    ],
  },
  {
    kind: 'responsibility',
    title: say('责任分工', 'Responsibility'),
    blank: ['condition', 'area'],
    keys: [
      column('matter', '事项代码', 'Matter', FIVE, 9),
      column('condition', '立案条件编号（空为全部）', 'Condition (blank: any)', TEXT, 14),
      column('area', '区域（空为全市）', 'Area (blank: any)', CODE, 14),
    ],
    head: [column('lead', '主办', 'Lead', TEXT, 14), column('assist', '协办', 'Assisting', LIST, 26)],
    items: {
      path: 'basis',
      columns: [
        column('scope', '依据层级', 'Basis', word(SCOPE_WORDS), 9),
        column('text', '依据', 'Text of the basis', TEXT, 40),
        column('checked', '核对日期', 'Checked on', DATE),
      ],
    },
  },
  {
    kind: 'formerCode',
    title: say('旧版代码', 'Former codes'),
    keys: [
      column('standard', '旧版标准', 'Former standard', TEXT, 20),
      CODE_KIND,
      column('code', '旧代码', 'Former code', { type: 'code', digits: 4 }, 9),
    ],
    head: [
      column('name', '旧名称', 'Former name', TEXT, 22),
      column('becomes.standard', '现行标准', 'Becomes: standard', TEXT, 20),
      column('becomes.kind', '现行类别', 'Becomes: kind', word(KIND_WORDS)),
      column('becomes.code', '现行代码', 'Becomes: code', CODE, 9),
      column('note', '说明', 'Note', TEXT, 40),
      column('sure', '把握', 'How sure', word(SURE_WORDS)),
    ],
  },
  ...SIGN_SHEETS,
]

/** All columns of a sheet as its row of keys names them: paths of items with their list before them. */
export const columnsOf = ({ keys, head, items }: SheetPlan): readonly Column[] => [
  ...keys,
  ...head,
  ...(items?.columns ?? []).map((c) => ({ ...c, path: `${items?.path ?? ''}.${c.path}` })),
]

/** Kinds of one entry: a row for each of its values. */
export const SINGLES = {
  calendar: say('工作日历', 'Calendar'),
  loop: say('闭环规则', 'Loop'),
  desk: say('坐席规则', 'Desks'),
  evaluation: say('考核规则', 'Evaluation'),
} as const satisfies Partial<Record<CatalogueKind, Text>>
export type SingleKind = keyof typeof SINGLES
export const isSingle = (kind: CatalogueKind): kind is SingleKind => kind in SINGLES

/** Name of a sheet: Chinese for people, the kind for the reader. */
export const sheetName = (kind: CatalogueKind, title: Text): string => `${title.zh} ${kind}`

export const ABOUT = '说明 about'
