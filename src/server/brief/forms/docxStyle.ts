// Measures and fonts of GB/T 9704-2012 as a DOCX has them: lengths in twips (1/20 pt), sizes in half points. No content.
import { AlignmentType, DocumentGridType, type IPropertiesOptions, LineRuleType } from 'docx'
import type { Lang } from '../../../core/brief/layout.ts'

/** Twips of a millimetre. */
export const mm = (n: number): number => Math.round((n * 1440) / 25.4)

/** Each with the names that stand in for it, first come first served: the official ones are licensed and often missing. */
export const FONTS = {
  body: { name: '仿宋_GB2312', family: 'roman', instead: ['FangSong', '仿宋', 'STFangsong', 'Noto Serif CJK SC'] },
  heading: { name: '黑体', family: 'swiss', instead: ['SimHei', 'STHeiti', 'Noto Sans CJK SC'] },
  kai: { name: '楷体_GB2312', family: 'roman', instead: ['KaiTi', '楷体', 'STKaiti', 'Noto Serif CJK SC'] },
  title: {
    name: '方正小标宋简体',
    family: 'roman',
    instead: ['方正小标宋_GBK', 'STZhongsong', '华文中宋', 'SimSun', 'Noto Serif CJK SC'],
  },
  number: { name: '宋体', family: 'roman', instead: ['SimSun', 'STSong', 'Noto Serif CJK SC'] },
} as const
type FontRole = keyof typeof FONTS

/** The Latin of an English brief is set in a Latin face; Chinese names in it in the Chinese one. */
export const fontOf = (role: FontRole, lang: Lang) => {
  const { name } = FONTS[role]
  const latin = lang === 'zh' ? name : 'Times New Roman'
  return { ascii: latin, hAnsi: latin, eastAsia: name, cs: latin, hint: 'eastAsia' }
}

/** 3号 and its line for Chinese; English sets closer. */
export const MEASURE = {
  zh: { body: 32, line: 579, title: 44, small: 24 },
  en: { body: 26, line: 440, title: 38, small: 21 },
} as const

export const RED = 'C00000'
const MARGIN = { top: mm(37), left: mm(28), bottom: mm(35), right: mm(26) }
/** Width of the type area: 210 − 28 − 26 mm. */
export const TYPE_WIDTH = mm(156)

export const pageOf = (lang: Lang) => ({
  page: {
    size: { width: mm(210), height: mm(297) },
    // The number stands 7 mm below the type area; the footer is measured from the edge of the paper to its own foot.
    margin: { ...MARGIN, header: mm(15), footer: mm(22), gutter: 0 },
  },
  // 22 lines a page belong to Chinese; English sets closer and to no grid.
  ...(lang === 'zh' ? { grid: { type: DocumentGridType.LINES, linePitch: 579 } } : {}),
})

export function stylesOf(lang: Lang): NonNullable<IPropertiesOptions['styles']> {
  const { body, line, title, small } = MEASURE[lang]
  const exact = { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 }
  const style = (
    id: string,
    name: string,
    run: { role: FontRole; size: number; bold?: boolean; color?: string },
    paragraph: object,
  ) => ({
    ...{ id, name, quickFormat: true },
    basedOn: 'Normal',
    run: {
      font: fontOf(run.role, lang),
      size: run.size,
      ...(run.bold === undefined ? {} : { bold: run.bold }),
      ...(run.color === undefined ? {} : { color: run.color }),
    },
    paragraph,
  })
  const indent = { firstLine: body * 20, firstLineChars: 200 }
  return {
    default: {
      document: {
        run: {
          font: fontOf('body', lang),
          size: body,
          language: { value: lang === 'zh' ? 'zh-CN' : 'en-GB', eastAsia: 'zh-CN' },
        },
        paragraph: { spacing: exact },
      },
    },
    paragraphStyles: [
      style(
        'BriefBody',
        'Brief body',
        { role: 'body', size: body },
        { indent, spacing: exact, alignment: AlignmentType.BOTH },
      ),
      style(
        'BriefHeading',
        'Brief heading',
        { role: 'heading', size: body, bold: lang === 'en' },
        { indent: lang === 'zh' ? indent : {}, spacing: exact, keepNext: true, outlineLevel: 0 },
      ),
      style('BriefCorrection', 'Brief correction', { role: 'kai', size: body, color: RED }, { indent, spacing: exact }),
      style(
        'BriefMasthead',
        'Brief masthead',
        { role: 'title', size: 72, color: 'FF0000' },
        { alignment: AlignmentType.CENTER },
      ),
      style(
        'BriefTitle',
        'Brief title',
        { role: 'title', size: title },
        {
          alignment: AlignmentType.CENTER,
          spacing: { line: Math.round(title * 14), lineRule: LineRuleType.EXACT, before: 0, after: 0 },
        },
      ),
      style(
        'BriefNote',
        'Brief note',
        { role: 'kai', size: small + 4 },
        { alignment: AlignmentType.CENTER, spacing: { line: 440, lineRule: LineRuleType.EXACT, before: 0, after: 0 } },
      ),
      style(
        'BriefSmall',
        'Brief small print',
        { role: 'body', size: 28 },
        { spacing: { line: 440, lineRule: LineRuleType.EXACT, before: 0, after: 0 } },
      ),
      style(
        'BriefCell',
        'Brief table cell',
        { role: 'body', size: small },
        { spacing: { line: 300, lineRule: LineRuleType.AT_LEAST, before: 20, after: 20 } },
      ),
    ],
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The font table with the names that stand in: word processors look there before they guess. */
export const fontTable = (): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.values(
    FONTS,
  )
    .map(
      ({ name, family, instead }) =>
        `<w:font w:name="${escaped(name)}"><w:altName w:val="${escaped(instead.join(','))}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
    )
    .join('')}</w:fonts>`

/**
 * What may not stand at the end of a Chinese line, and at its start: as word processors have it, and the bracket of a code besides,
 * so that a code stays with the last words before it.
 */
const NOT_LAST = '$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥'
const NOT_FIRST = `!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠〔`

/** In the order of the schema (CT_Settings): Word refuses another. */
export const settings = (): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:defaultTabStop w:val="720"/><w:evenAndOddHeaders/><w:noLineBreaksAfter w:lang="zh-CN" w:val="${escaped(NOT_LAST)}"/><w:noLineBreaksBefore w:lang="zh-CN" w:val="${escaped(NOT_FIRST)}"/><w:compat><w:compatSetting w:val="15" w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"/></w:compat></w:settings>`

export function fontsWords(lang: Lang): string {
  const names = Object.values(FONTS).map(({ name, instead }) => `${name}（${instead.slice(0, 2).join('、')}）`)
  if (lang === 'zh')
    return `本文件按${names.join('、')}排版；本机未安装者，依次以括号内字体或其他中文字体代替，分页可能略有出入。`
  return `Set for ${Object.values(FONTS)
    .map(({ name }) => name)
    .join(', ')} and Times New Roman; where one is not installed another takes its place and pages may break elsewhere.`
}
