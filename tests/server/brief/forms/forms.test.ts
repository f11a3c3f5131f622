// Every sentence, figure and table of a brief stands in its files, with the codes of the screen; what people wrote opens clean.
import ExcelJS from 'exceljs'
import { unzipSync, strFromU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { layOut } from '../../../../src/core/brief/layout.ts'
import { briefFile, dispositionOf, messageText } from '../../../../src/server/brief/forms/file.ts'
import { SHORT_MOST } from '../../../../src/server/brief/forms/text.ts'
import { sheetNames } from '../../../../src/server/brief/forms/xlsx.ts'
import { correctedView, OPTIONS, text, viewOf } from './views.ts'

const LANGS = ['zh', 'en'] as const

async function parts(bytes: Buffer): Promise<Record<string, string>> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, data]) => [path, strFromU8(data)]))
}
/** What a reader sees of a DOCX part. */
const shown = (xml: string): string =>
  xml
    .replaceAll('<w:noBreakHyphen/>', '-')
    .replaceAll('</w:p>', '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
const docx = async (view = correctedView(), lang: 'zh' | 'en' = 'zh', more = {}) =>
  parts((await briefFile(view, 'docx', { ...OPTIONS, lang, ...more })).bytes)

describe('DOCX', () => {
  it.each(LANGS)('has every sentence with the code of the screen (%s)', async (lang) => {
    const view = correctedView()
    const seen = shown((await docx(view, lang))['word/document.xml'] ?? '')
    const { verdict, sections } = layOut(view, lang)
    const lines = [...verdict, ...sections.flatMap((one) => one.statements)]
    expect(lines.length).toBeGreaterThan(15)
    // In English a space that breaks nothing keeps the code with the last word.
    const gap = lang === 'zh' ? '' : '\u00a0'
    for (const { statement, code } of lines) expect(seen).toContain(`${statement.text[lang]}${gap}〔${code}〕`)
    for (const { calm } of sections) for (const { name } of calm) expect(seen).toContain(name)
    for (const row of view.tables[0]?.rows ?? []) expect(seen).toContain((row[0] as { zh: string; en: string })[lang])
  })

  it('has the measures of GB/T 9704-2012', async () => {
    const files = await docx()
    const xml = files['word/document.xml'] ?? ''
    // 37, 26, 35 and 28 mm in twips on A4; 22 lines of 28.95 pt.
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    expect(xml).toMatch(/w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    expect(xml).toContain('w:linePitch="579"')
    const styles = files['word/styles.xml'] ?? ''
    const body = /w:styleId="BriefBody".*?<\/w:style>/.exec(styles)?.[0] ?? ''
    expect(body).toContain('w:line="579" w:lineRule="exact"')
    expect(body).toContain('w:firstLineChars="200"')
    expect(body).toContain('w:eastAsia="仿宋_GB2312"')
    expect(body).toContain('<w:sz w:val="32"/>')
    expect(/w:styleId="BriefHeading".*?<\/w:style>/.exec(styles)?.[0]).toContain('w:eastAsia="黑体"')
    expect(files['word/settings.xml']).toContain('evenAndOddHeaders')
    // No line begins with the code of the sentence that ends the line before.
    expect(files['word/settings.xml']).toMatch(/<w:noLineBreaksBefore w:lang="zh-CN" w:val="[^"]*。[^"]*〔"\/>/)
    expect(files['word/footer1.xml']).toContain('w:jc w:val="right"')
    expect(files['word/footer2.xml']).toContain('w:jc w:val="left"')
    expect(shown(files['word/footer1.xml'] ?? '')).toMatch(/— .*PAGE.* —/)
  })

  it('names the fonts that stand in, in the font table and in words', async () => {
    const files = await docx()
    expect(files['word/fontTable.xml']).toContain(
      '<w:font w:name="仿宋_GB2312"><w:altName w:val="FangSong,仿宋,STFangsong,Noto Serif CJK SC"/>',
    )
    expect(shown(files['word/document.xml'] ?? '')).toContain('本文件按仿宋_GB2312（FangSong、仿宋）')
  })

  it('says what was corrected, what can no longer be checked, who answers for it and that it is simulated', async () => {
    const seen = shown((await docx())['word/document.xml'] ?? '')
    expect(seen).toContain('已更正：“发生时间在统计时段内的案卷”原为6件，现为7件）')
    expect(seen).toContain('其依据已不再保存，无法复核）')
    expect(seen).toContain('更正说明（第1号）')
    expect(seen).toContain('签发：值班长 周敏 2026-10-14 07:30')
    expect(seen).toContain('模拟数据')
    expect(seen).toContain('2026年第12期')
  })

  it('marks a draft, and what the hub issued itself and late', async () => {
    const { issue: _issue, issuedAt: _at, issuedBy: _by, signed: _signed, ...rest } = viewOf()
    const draft = shown((await docx({ ...rest, state: 'draft' }))['word/document.xml'] ?? '')
    expect(draft).toContain('送审稿')
    expect(draft).not.toContain('签发：')
    const late = shown((await docx(viewOf({ automatic: true, late: true })))['word/document.xml'] ?? '')
    expect(late).toContain('未经人工签发，由系统于 2026-10-14 07:30 自动编发')
    expect(late).toContain('晚于规定时间编发')
  })

  it('leads back by address and picture, and by neither where none is known', async () => {
    const files = unzipSync((await briefFile(viewOf(), 'docx', { ...OPTIONS, lang: 'zh' })).bytes)
    const pictures = Object.keys(files).filter((path) => path.startsWith('word/media/'))
    expect(pictures).toHaveLength(1)
    expect(strFromU8(files['word/_rels/document.xml.rels'] ?? new Uint8Array())).toContain(
      'https://hub.example/brief/2026-10-13',
    )
    const { base: _base, ...without } = OPTIONS
    const plain = unzipSync((await briefFile(viewOf(), 'docx', { ...without, lang: 'zh' })).bytes)
    expect(Object.keys(plain).filter((path) => path.startsWith('word/media/'))).toHaveLength(0)
  })

  it('takes words that are no XML', async () => {
    const view = viewOf()
    const first = view.statements[0]
    if (!first) throw new Error('no statement')
    first.text = text('危险\u0000字符\u000b<&>"\ud83d半个代理对', 'bad')
    const xml = (await docx(view))['word/document.xml'] ?? ''
    expect([...xml].every((c) => c >= ' ' || c === '\n' || c === '\t')).toBe(true)
    expect(shown(xml)).toContain('危险字符<&>"半个代理对')
  })

  it('does not print endless tables, and says where the rest is', async () => {
    const view = viewOf()
    const [table] = view.tables
    if (!table) throw new Error('no table')
    const long = { ...table, rows: Array.from({ length: 5000 }, (_, i) => [`第${i}行`, i, i, null]) }
    const seen = shown((await docx({ ...view, tables: [long] }))['word/document.xml'] ?? '')
    expect(seen).toContain('（另有4960行，见电子表格）')
  })
})

describe('XLSX', () => {
  it.each(LANGS)('has one sheet per table and every figure with what it means (%s)', async (lang) => {
    const view = correctedView()
    const { bytes } = await briefFile(view, 'xlsx', { ...OPTIONS, lang })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes as unknown as ArrayBuffer)
    const names = book.worksheets.map((sheet) => sheet.name)
    expect(names).toEqual(
      lang === 'zh'
        ? ['说明', '正文', '数字', '更正', '部门办理情况']
        : ['About', 'Text', 'Figures', 'Corrections', 'Departments'],
    )
    const rows = (name: string): unknown[][] =>
      (book.getWorksheet(name)?.getSheetValues() ?? []).slice(1).map((row) => (row as unknown[]).slice(1))
    const figures = rows(names[2] ?? '').slice(1)
    expect(figures).toHaveLength(view.statements.flatMap((one) => one.figures).length)
    const flow = figures.find((row) => row[1] === 'cases.opened' && row[6] !== undefined)
    expect(flow?.[3]).toBe(6)
    expect(flow?.[6]).toBe('{"ask":"cases","set":"opened"}')
    expect(flow?.[5]).toBe('2026-10-14 00:00')
    expect(rows(names[4] ?? '').slice(1)[0]).toEqual([lang === 'zh' ? '市排水管理中心' : 'Drainage Centre', 4, 3, 75])
    // Unknown stays empty for those who calculate.
    expect(rows(names[4] ?? '').at(-1)?.[3] ?? null).toBeNull()
  })

  it('gives sheets names that spreadsheets take', () => {
    expect(sheetNames(['a/b', 'A B', '', 'x'.repeat(40), 'x'.repeat(40)], ['说明'])).toEqual([
      'a b',
      'A B 2',
      '表',
      'x'.repeat(31),
      `${'x'.repeat(29)} 2`,
    ])
  })
})

describe('text', () => {
  it.each(LANGS)('whole: every sentence in order with its code (%s)', (lang) => {
    const view = correctedView()
    const whole = messageText(view, { ...OPTIONS, lang }, false)
    const { verdict, sections } = layOut(view, lang)
    let at = 0
    for (const { code, statement } of sections.flatMap((one) => one.statements)) {
      const found = whole.indexOf(`${code} ${statement.text[lang]}`)
      expect(found).toBeGreaterThan(at)
      at = found
    }
    expect(whole).toContain(verdict[0]?.statement.text[lang])
    expect(whole).toContain('https://hub.example/brief/2026-10-13')
  })

  it.each(LANGS)('short: within the limit, whole sentences, the link last (%s)', (lang) => {
    const view = viewOf()
    const short = messageText(view, { ...OPTIONS, lang }, true)
    expect([...short].length).toBeLessThanOrEqual(SHORT_MOST)
    expect(short.split('\n').at(-1)).toContain('https://hub.example/brief/2026-10-13')
    expect(short).toContain(view.statements[0]?.text[lang])
    const said = new Set(view.statements.map((one) => one.text[lang]))
    for (const line of short.split('\n').slice(3, -1)) expect(said).toContain(line)
    expect(short).toContain(lang === 'zh' ? '模拟' : 'simulated')
  })

  it('short: a verdict that is itself too long is cut and says so', () => {
    const view = viewOf()
    const [first] = view.statements
    if (!first) throw new Error('no statement')
    first.text = text('长'.repeat(900), 'long')
    const short = messageText(view, { ...OPTIONS, lang: 'zh' }, true)
    expect([...short].length).toBeLessThanOrEqual(SHORT_MOST)
    expect(short).toMatch(/长…\n全文：/)
  })
})

describe('narrower', () => {
  it('keeps the codes of the whole brief', () => {
    const view = viewOf()
    const cases = messageText(
      view,
      {
        ...OPTIONS,
        lang: 'zh',
        keep: (one) => one.section === 'cases',
        narrowed: text('只含：案卷办理', 'Cases only'),
      },
      false,
    )
    expect(cases).toContain('四、案卷办理')
    expect(cases).toContain('四-1 ')
    expect(cases).not.toContain('主要变化')
    expect(cases).toContain('只含：案卷办理')
  })
})

describe('file name', () => {
  it('is Chinese for those that read RFC 5987, ASCII for the others', async () => {
    const { name, asciiName } = await briefFile(viewOf(), 'txt', { ...OPTIONS, lang: 'zh' })
    expect(name).toBe('扬州市城市运行日报 2026-10-13.txt')
    const header = dispositionOf({ name: `${name}'(*)`, asciiName })
    expect(header).toMatch(/^attachment; filename="brief-2026-10-13.txt"; filename\*=UTF-8''[\w.~%-]+$/)
    expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe(`${name}'(*)`)
  })
})
