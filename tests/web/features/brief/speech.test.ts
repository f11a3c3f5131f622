// Sentences as a voice says them.
import { expect, it } from 'vitest'
import { spoken } from '../../../../src/web/features/brief/speech.ts'

it.each([
  ['按期处置率93.3%，较前一日上升1.5个百分点。', '按期处置率百分之93.3，较前一日上升1.5个百分点。'],
  ['气温9.0℃（最低-2.5、最高12.0）', '气温9.0摄氏度（最低负2.5、最高12.0）'],
  ['雨量25.3 mm，达Ⅲ级', '雨量25.3毫米，达三级'],
  ['07:10起，08:05止，至20:00', '7点10分起，8点零5分止，至20点'],
  ['12345热线1,234件', '幺二三四五热线1234件'],
  ['案卷YZ-20261120-000007', '案卷7号'],
  ['PM2.5为35 μg/m³', 'PM二点五为35 微克每立方米'],
  ['浓度12–18', '浓度12至18'],
])('%s', (text, said) => expect(spoken(text, 'zh')).toBe(said))

it.each([
  ['93.3% on time, 12 km of road, level Ⅱ', '93.3 per cent on time, 12 kilometres of road, level two'],
  ['the 12345 line, case YZ-20261120-000007', 'the 1 2 3 4 5 line, case number 7'],
  ['from -2.5 to 1,234', 'from minus 2.5 to 1234'],
])('%s', (text, said) => expect(spoken(text, 'en')).toBe(said))
