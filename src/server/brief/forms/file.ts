// A brief as a file: which form, its name and type. Decides nothing about who may have it.
import { writeDocx } from './docx.ts'
import { type Paper, type PaperOptions, paperOf } from './paper.ts'
import { shortText, wholeText } from './text.ts'
import { writeXlsx } from './xlsx.ts'
import type { BriefView } from '../../../wire/briefs.ts'

export const FILE_FORMS = ['docx', 'xlsx', 'txt'] as const
export type FileForm = (typeof FILE_FORMS)[number]

const TYPES: Readonly<Record<FileForm, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain; charset=utf-8',
}

export interface BriefFile {
  /** As people see it, with Chinese in it. */
  readonly name: string
  /** For those that know no other: ASCII. */
  readonly asciiName: string
  readonly type: string
  readonly bytes: Buffer
}

const WRITE: Readonly<Record<FileForm, (paper: Paper) => Promise<Buffer>>> = {
  docx: writeDocx,
  xlsx: writeXlsx,
  // Windows' editors take UTF-8 for what it is only behind the mark.
  txt: (paper) => Promise.resolve(Buffer.from(`\uFEFF${wholeText(paper)}`)),
}

export async function briefFile(view: BriefView, form: FileForm, options: PaperOptions): Promise<BriefFile> {
  const paper = paperOf(view, options)
  const draft = view.state === 'issued' ? '' : options.lang === 'zh' ? '（送审稿）' : ' (draft)'
  return {
    name: `${paper.masthead} ${view.key}${draft}.${form}`,
    asciiName: `brief-${view.key}.${form}`,
    type: TYPES[form],
    bytes: await WRITE[form](paper),
  }
}

/** RFC 6266 with RFC 5987: the Chinese name for those that read it, an ASCII one for the others. */
export function dispositionOf({ name, asciiName }: Pick<BriefFile, 'name' | 'asciiName'>): string {
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${asciiName}"; filename*=UTF-8''${encoded}`
}

/** What goes into messages. */
export const messageText = (view: BriefView, options: PaperOptions, short: boolean): string => {
  const paper = paperOf(view, options)
  return short ? shortText(paper) : wholeText(paper)
}
