// A brief of 5,000 cases as DOCX and as workbook: on paper in the measures of official documents, and every row of it in sheets.
// Against the same brief as JSON, which sets nothing.
import { Document, Packer, Paragraph } from 'docx'
import { briefFile } from '../../src/server/brief/forms/file.ts'
import type { BriefView } from '../../src/wire/briefs.ts'
import { OPTIONS, viewOf } from '../server/brief/forms/views.ts'
import { expectSame, median, type Bench } from './bench.ts'

const CASES = { whole: 5000, quick: 500 }

/** The storm's brief with a table of every case and a sentence for each of the 40 that a brief would name. */
function briefOf(cases: number): BriefView {
  const view = viewOf()
  const [first] = view.statements
  if (!first) throw new Error('no statement')
  const named = Array.from({ length: 40 }, (_, i) => ({
    ...first,
    id: `incidents.b-${i}`,
    section: 'incidents' as const,
    text: {
      zh: `第${i}件：文昌中路道路积水，市排水管理中心主办。`,
      en: `Case ${i}: road ponding; Drainage Centre leads.`,
    },
    figures: [],
  }))
  const text = (zh: string, en: string) => ({ zh, en })
  const table: BriefView['tables'][number] = {
    id: 'cases',
    title: text('案卷清单', 'Cases'),
    columns: ['编号', '事项', '区域', '部门', '状态', '用时'].map((name, i) => ({
      name: text(name, `Column ${i}`),
      align: i === 5 ? 'right' : 'left',
    })),
    rows: Array.from({ length: cases }, (_, i) => [
      `YZ-20261013-${String(i).padStart(6, '0')}`,
      text('道路积水', 'Road ponding'),
      text('广陵区', 'Guangling'),
      text('市排水管理中心', 'Drainage Centre'),
      text('处置中', 'being handled'),
      i % 240,
    ]),
  }
  return { ...view, statements: [...view.statements, ...named], tables: [...view.tables, table] }
}

async function timed(work: () => Promise<Buffer>, rounds: number): Promise<{ ms: number; bytes: Buffer }> {
  const spent: number[] = []
  let bytes = await work()
  for (let n = 0; n < rounds; n += 1) {
    const from = performance.now()
    bytes = await work()
    spent.push(performance.now() - from)
  }
  return { ms: median(spent), bytes }
}

export const forms: Bench = {
  name: 'forms',
  about: 'a brief of 5,000 cases as DOCX and XLSX, to be within 3 s each on a quiet machine',
  async run({ quick, say }) {
    const cases = quick ? CASES.quick : CASES.whole
    const view = briefOf(cases)
    const rounds = quick ? 1 : 5
    const options = { ...OPTIONS, lang: 'zh' as const }
    say(`setting a brief of ${cases} cases`)
    const json = await timed(() => Promise.resolve(Buffer.from(JSON.stringify(view))), rounds)
    const empty = await timed(
      () => Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('')] }] })),
      rounds,
    )
    const docx = await timed(async () => (await briefFile(view, 'docx', options)).bytes, rounds)
    const xlsx = await timed(async () => (await briefFile(view, 'xlsx', options)).bytes, rounds)
    for (const { bytes } of [docx, xlsx]) expectSame('beginning of a file', bytes.subarray(0, 2).toString(), 'PK')
    return [
      { name: 'forms/docx/ms', value: docx.ms, unit: 'ms', baseline: empty.ms, against: 'an empty document' },
      { name: 'forms/xlsx/ms', value: xlsx.ms, unit: 'ms', baseline: json.ms, against: 'the same brief as JSON' },
    ]
  },
}
