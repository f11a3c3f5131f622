// Files as they are found: BOM, CRLF, quotes, JSON lines, and the sentences for files that do not fit.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ReplayMap } from '../../../mock/replay/map.ts'
import { Planner, type Plan } from '../../../mock/replay/plan.ts'
import { readRows } from '../../../mock/replay/rows.ts'

const map: ReplayMap = {
  input: 'csv',
  time: 'at',
  zoneOffsetMinutes: 480,
  topic: 'x/{id}',
  timeAs: 't',
  fields: [{ column: 'v', as: 'v' }],
  everyMs: 1000,
  lateAfterMs: 0,
}
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(text: string, over: Partial<ReplayMap> = {}): Promise<Plan> {
  const file = join(folder, 'file')
  await writeFile(file, text)
  const planner = new Planner({ ...map, ...over })
  await readRows(file, { ...map, ...over }, planner)
  return planner.finish()
}
const values = (plan: Plan) => plan.messages.map((m) => [m.topic, m.fields['v']])

it('reads CSV with BOM, CRLF, quotes and line breaks in cells', async () => {
  const plan = await read(
    '\ufeffat,id,v,note\r\n2026-01-01 00:00:00,a,1,\r\n\r\n2026-01-01 00:00:01,"b,c",2,"two\r\nlines"\r\n2026-01-01 00:00:02,d,3\r\n',
  )
  expect(values(plan)).toEqual([
    ['x/a', 1],
    ['x/b,c', 2],
    ['x/d', 3],
  ])
})

it('refuses broken lines and goes on', async () => {
  const plan = await read(
    'at;id;v\n2026-01-01 00:00:00;a;1;extra\n2026-01-01 00:00:00;a;1\n2026-01-01 00:00:01;"open;2\n',
    {
      separator: ';',
    },
  )
  expect(values(plan)).toEqual([['x/a', 1]])
  expect(plan.samples).toEqual(['line 2: 4 cells under 3 columns', 'line 4: a quote is not closed up to line 4'])
})

it('reads JSON lines', async () => {
  const plan = await read(
    '{"at":1767225600,"id":7,"v":"1.5"}\nnot json\n[1]\n\n{"at":"2026-01-01T08:00:01+08:00","id":"b","v":2}',
    {
      input: 'jsonl',
    },
  )
  expect(values(plan)).toEqual([
    ['x/7', 1.5],
    ['x/b', 2],
  ])
  expect(plan.refused).toBe(2)
})

it.each<[string, string, Partial<ReplayMap>, RegExp]>([
  ['empty', '', {}, /^The file is empty: it has no header line\.$/],
  ['of other columns', 'time,id,value\n1,2,3\n', {}, /^The file has no column «at», «v»; it has time, id, value\.$/],
  ['of other JSON', '{"a":1}\n', { input: 'jsonl' }, /^No line of the file has any of at, id, v\.$/],
])('says in a sentence that a file is %s', async (_, text, over, why) => {
  await expect(read(text, over)).rejects.toThrow(why)
})

it('says in a sentence that there is no file', async () => {
  const planner = new Planner(map)
  await expect(readRows(join(folder, 'nowhere.csv'), map, planner)).rejects.toThrow(
    /^There is no file .*nowhere\.csv\.$/,
  )
  await expect(readRows(folder, map, planner)).rejects.toThrow(/is not a file\.$/)
})
