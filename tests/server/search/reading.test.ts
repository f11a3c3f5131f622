// How names are read aloud: the city's own readings first, every street by its romanised name.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BadReferenceError } from '../../../src/server/reference/problem.ts'
import { asTyped, openReader, readsAs } from '../../../src/server/search/reading.ts'
import { readReadings } from '../../../src/server/search/readings.ts'

const CITY = 'city/yangzhou'
const read = openReader(await readReadings(CITY))

describe('readings', () => {
  it.each([
    ['邗江', 'hanjiang'],
    ['仪征', 'yizheng'],
    ['高邮', 'gaoyou'],
    ['宝应', 'baoying'],
    ['广陵', 'guangling'],
    ['江都', 'jiangdu'],
    ['江都路', 'jiangdulu'],
    ['汊河', 'chahe'],
    ['瓜洲', 'guazhou'],
    ['槐泗', 'huaisi'],
    ['燃气调压站（箱）', 'ranqitiaoyazhanxiang'],
    ['长江路', 'changjianglu'],
    ['解放东路', 'jiefangdonglu'],
  ])('%s is read %s', (name, letters) => {
    expect(read(name).letters).toBe(letters)
  })
  it('agree with the romanised names of all areas', async () => {
    const areas = JSON.parse(await readFile(join(CITY, 'areas.json'), 'utf8')) as {
      name: { zh: string; en: string }
    }[]
    const plain = (text: string): string =>
      text
        .normalize('NFD')
        .toLowerCase()
        .replace(/[^a-z]/g, '')
    // Names that are translated and not romanised are left out.
    const romanised = areas.filter(({ name }) => /^\S+ (District|County|City|Town|Subdistrict|Township)$/.test(name.en))
    expect(romanised.length).toBeGreaterThan(75)
    for (const { name } of romanised) {
      const stem = name.zh.replace(/^扬州市生态科技新城/, '').replace(/(街道|区|县|市|镇|乡)$/, '')
      expect(read(stem).letters, name.zh).toBe(plain(name.en.split(' ')[0] ?? ''))
    }
  })
  it('keep numbers and foreign words whole, in letters and in initials', () => {
    expect(read('文昌中路17号 DN600管')).toEqual({
      letters: 'wenchangzhonglu17haodn600guan',
      starts: [0, 3, 8, 13, 15, 17, 20, 22, 25],
      initials: 'wczl17hdn600g',
    })
  })
  it('are begun at any syllable, and by first letters', () => {
    const road = read('文昌中路')
    for (const word of ['w', 'wen', 'wenchang', 'changz', 'zhonglu', 'wc', 'wczl', 'czl', 'lu'])
      expect(readsAs(road, word), word).toBe(true)
    for (const word of ['enchang', 'hang', 'wl', 'wenz', 'zw']) expect(readsAs(road, word), word).toBe(false)
  })
  it('take nü for nu and nv', () => {
    for (const typed of ['xiannu', 'xiannv', 'xiannü', "xian'nv"])
      expect(readsAs(read('仙女镇'), asTyped(typed)), typed).toBe(true)
    expect(read('旅游').letters).toBe('luyou')
  })
})

describe('the file of readings', () => {
  const folderWith = async (content: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'readings-'))
    await writeFile(join(folder, 'readings.json'), content)
    return folder
  }
  it('may be absent', async () => {
    expect(await readReadings(await mkdtemp(join(tmpdir(), 'readings-')))).toEqual({})
  })
  it.each([
    ['{', '不是有效的 JSON'],
    ['{"江都": "jiang"}', '音节数与字数不符'],
    ['{"Jiangdu": "jiang du"}', 'readings.json'],
    ['{"江都": "JIĀNG DŪ"}', 'readings.json'],
    ['[]', 'readings.json'],
  ])('that says %s is refused with words', async (content, words) => {
    await expect(readReadings(await folderWith(content))).rejects.toThrow(BadReferenceError)
    await expect(readReadings(await folderWith(content))).rejects.toThrow(words)
  })
})
