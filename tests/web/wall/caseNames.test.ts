// How cases are named on a wall: fullest first, and no place twice.
import { expect, it } from 'vitest'
import { titleFor } from '../../../src/core/incident/title.ts'
import { caseNames, caseNamesBeside } from '../../../src/web/wall/caseNames.ts'

const street = { zh: '汶河街道', en: 'Wenhe Street' }
const areaName = { zh: '广陵区 汶河街道', en: 'Wenhe Street, Guangling' }
const matterName = { zh: '道路积水', en: 'ponding' }
const placed = {
  title: titleFor({ place: { zh: '徐凝门路', en: 'Xuningmen Road' }, matter: matterName }),
  matterName,
  areaName,
}
const plain = { ...placed, title: titleFor({ place: areaName, matter: matterName }) }
const unsorted = { title: { zh: '有人反映异味', en: 'a smell' }, areaName }

it('loses its place last', () => {
  expect(caseNames(placed, street)).toEqual([
    '徐凝门路 道路积水',
    '广陵区 汶河街道 道路积水',
    '汶河街道 道路积水',
    '道路积水',
  ])
  expect(caseNames(unsorted, street)).toEqual(['有人反映异味'])
})

it('does not say twice where it is', () => {
  expect(caseNamesBeside(plain)).toEqual(['道路积水'])
  expect(caseNamesBeside(placed)).toEqual(['徐凝门路 道路积水', '道路积水'])
  expect(caseNamesBeside(unsorted)).toEqual(['有人反映异味'])
})
