// What was done to a brief, in words: for the audit log and for an officer whose act came second.
import type { DocumentBody } from '../../core/brief/document.ts'
import type { Text } from '../../core/text.ts'

const SHOWN = 40
const short = (words: string): string => (words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words)

/** One line, without who and when. */
export function lineWords(body: DocumentBody): Text {
  switch (body.type) {
    case 'opened':
      return { zh: '建立简报', en: 'opened the brief' }
    case 'composed':
      return { zh: '编成初稿', en: 'composed the draft' }
    case 'reworded':
      return body.text === undefined
        ? { zh: `恢复系统原文（${body.statement}）`, en: `put the hub's words back (${body.statement})` }
        : {
            zh: `修改文字（${body.statement}）：${short(body.text.zh)}`,
            en: `reworded (${body.statement}): ${short(body.text.en ?? body.text.zh)}`,
          }
    case 'added':
      return { zh: `增加一条：${short(body.text)}`, en: `added an item: ${short(body.text)}` }
    case 'removed':
      return { zh: `删去自拟条目（${body.statement}）`, en: `removed an item of the desk's own (${body.statement})` }
    case 'reordered':
      return { zh: `调整顺序（${body.section}）`, en: `changed the order (${body.section})` }
    case 'asked':
      return {
        zh: `请${body.departmentName.zh}提供素材：${short(body.question)}`,
        en: `asked ${body.departmentName.en} for input: ${short(body.question)}`,
      }
    case 'answered':
      return { zh: `提供素材：${short(body.text)}`, en: `gave its input: ${short(body.text)}` }
    case 'signed':
      return { zh: '签字送审', en: 'signed it' }
    case 'unsigned':
      return { zh: `退回修改：${short(body.reason)}`, en: `took it back to draft: ${short(body.reason)}` }
    case 'issued': {
      const zh = body.automatic === true ? '到时无人签发，系统自动发出' : '签发'
      const en = body.automatic === true ? 'issued by the hub, as nobody had' : 'issued it'
      return { zh: `${zh}，第 ${body.number} 期`, en: `${en}, No. ${body.number}` }
    }
    case 'corrected':
      return { zh: `标记更正 ${body.corrections.length} 处`, en: `marked ${body.corrections.length} corrections` }
    case 'noted':
      return {
        zh: `发出更正说明第 ${body.number} 号：${short(body.text)}`,
        en: `issued correction note No. ${body.number}: ${short(body.text)}`,
      }
  }
}
