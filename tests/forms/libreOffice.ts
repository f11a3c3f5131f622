// `node --import tsx tests/forms/libreOffice.ts`: a DOCX of a brief opened by LibreOffice, put into PDF and read again. Every sentence with its
// code, numbered pages, no sign that a font lacks. Stands aside where soffice is not installed, unless it is asked to insist (--must).
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layOut } from '../../src/core/brief/layout.ts'
import { briefFile } from '../../src/server/brief/forms/file.ts'
import { correctedView, OPTIONS } from '../server/brief/forms/views.ts'

const has = (tool: string): boolean => {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Paper breaks lines where it likes. */
const bare = (text: string): string => text.normalize('NFKC').replaceAll(/[\s\u2010\u2011-]/g, '')

async function check(lang: 'zh' | 'en', folder: string): Promise<string> {
  const view = correctedView()
  const { bytes } = await briefFile(view, 'docx', { ...OPTIONS, lang })
  writeFileSync(join(folder, `${lang}.docx`), bytes)
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      ...['--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, `${lang}.docx`)],
    ],
    { stdio: 'ignore', timeout: 120_000 },
  )
  execFileSync('pdftotext', ['-layout', join(folder, `${lang}.pdf`), join(folder, `${lang}.txt`)])
  const pages = readFileSync(join(folder, `${lang}.txt`), 'utf8')
    .split('\f')
    .slice(0, -1)
  const problems: string[] = []
  if (pages.length < 2) problems.push(`${pages.length} pages`)
  for (const [i, page] of pages.entries())
    if (!new RegExp(`—\\s*${i + 1}\\s*—`).test(page)) problems.push(`page ${i + 1} has no number`)
  // The number stands between sentences where a page ends.
  const read = bare(pages.map((page) => page.replaceAll(/^\s*—\s*\d+\s*—\s*$/gm, '')).join('\n'))
  if (/[□\ufffd]/.test(read)) problems.push('a sign for which no font was found')
  const { verdict, sections } = layOut(view, lang)
  const lines = [...verdict, ...sections.flatMap((one) => one.statements)]
  for (const { statement, code } of lines)
    if (!read.includes(bare(`${statement.text[lang]}〔${code}〕`)))
      problems.push(`lost: ${code} ${statement.text[lang]}`)
  for (const { line } of sections.flatMap((one) => one.calm))
    if (!read.includes(bare(line.code))) problems.push(`lost: ${line.code}`)
  if (problems.length > 0) throw new Error(`${lang}: ${problems.join('; ')}`)
  return `${lang}: ${lines.length} sentences on ${pages.length} pages`
}

const missing = ['soffice', 'pdftotext'].filter((tool) => !has(tool))
if (missing.length > 0) {
  const words = `The DOCX was not opened: ${missing.join(' and ')} not installed (libreoffice-writer-nogui, poppler-utils).`
  if (process.argv.includes('--must')) throw new Error(words)
  process.stdout.write(`${words}\n`)
} else {
  const folder = mkdtempSync(join(tmpdir(), 'brief-forms-'))
  try {
    for (const lang of ['zh', 'en'] as const) process.stdout.write(`${await check(lang, folder)}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
