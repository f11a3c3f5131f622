// A sentence as a voice should say it: signs, units, codes and times in words. Pure; the voice itself is useSpeech.ts.
import type { Lang } from '../../../core/brief/layout.ts'

type Rule = readonly [pattern: RegExp, zh: string, en: string]

const LEVELS: Readonly<Record<string, readonly [string, string]>> = {
  Ⅰ: ['一', 'one'],
  Ⅱ: ['二', 'two'],
  Ⅲ: ['三', 'three'],
  Ⅳ: ['四', 'four'],
}
const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Longer ones first: what a shorter one would spoil. */
const RULES: readonly Rule[] = [
  [/[μµu]g\/m[³3]/g, '微克每立方米', ' micrograms per cubic metre'],
  [/mg\/m[³3]/g, '毫克每立方米', ' milligrams per cubic metre'],
  [/mg\/L/g, '毫克每升', ' milligrams per litre'],
  [/m[³3]\/s/g, '立方米每秒', ' cubic metres per second'],
  [/m\/s/g, '米每秒', ' metres per second'],
  [/km\/h/g, '公里每小时', ' kilometres per hour'],
  [/mm\/h/g, '毫米每小时', ' millimetres per hour'],
  [/(\d)\s*km(?![a-z])/gi, '$1公里', '$1 kilometres'],
  [/(\d)\s*mm(?![a-z])/g, '$1毫米', '$1 millimetres'],
  [/(\d)\s*cm(?![a-z])/g, '$1厘米', '$1 centimetres'],
  [/(\d)\s*m(?![a-z/²³])/g, '$1米', '$1 metres'],
  [/(\d)\s*kV(?![a-z])/g, '$1千伏', '$1 kilovolts'],
  [/(\d)\s*MW(?![a-z])/g, '$1兆瓦', '$1 megawatts'],
  [/℃|°C/g, '摄氏度', ' degrees'],
  [/PM2\.5/g, 'PM二点五', 'PM 2.5'],
  [/PM10/g, 'PM十', 'PM 10'],
  [/AQI/g, 'A Q I', 'A Q I'],
]

/** One sentence in one language, for a voice of that language. */
export function spoken(text: string, lang: Lang): string {
  const zh = lang === 'zh'
  let out = text
    // `YZ-20261120-000007`: nobody listens to twenty digits.
    .replace(/[A-Z]{2,4}(?:-[A-Z]{2})?-(?:\d{4,8})-0*(\d+)/g, zh ? '$1号' : 'number $1')
    .replace(/[ⅠⅡⅢⅣ]/g, (sign) => LEVELS[sign]?.[zh ? 0 : 1] ?? sign)
    .replace(/(?<!\d)12345(?!\d)/g, (n) =>
      zh ? [...n].map((d) => (d === '1' ? '幺' : DIGITS[Number(d)])).join('') : [...n].join(' '),
    )
    // Thousands are said, their commas are not.
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
  for (const [pattern, inZh, inEn] of RULES) out = out.replace(pattern, zh ? inZh : inEn)
  if (zh)
    out = out
      .replace(/(?<!\d)0?(\d{1,2}):00(?!\d)/g, '$1点')
      .replace(/(?<!\d)0?(\d{1,2}):0(\d)(?!\d)/g, '$1点零$2分')
      .replace(/(?<!\d)0?(\d{1,2}):(\d{2})(?!\d)/g, '$1点$2分')
      .replace(/(\d)\s*%/g, '百分之$1')
      .replace(/([\d.]*)百分之(\d)/g, '百分之$1$2')
      .replace(/(^|[^\d.])-(?=\d)/g, '$1负')
  else out = out.replace(/(\d)\s*%/g, '$1 per cent').replace(/(^|[^\d.a-z])-(?=\d)/gi, '$1minus ')
  return out
    .replace(/(\d)\s*[–—~～]\s*(?=\d)/g, zh ? '$1至' : '$1 to ')
    .replace(/\s{2,}/g, ' ')
    .trim()
}
