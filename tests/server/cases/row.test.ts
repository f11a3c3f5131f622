// A case as lists and walls see it: a caller's door is not in it.
import { describe, expect, it } from 'vitest'
import type { Incident } from '../../../src/core/incident/types.ts'
import { publicAddress } from '../../../src/server/cases/row.ts'

describe('the public address', () => {
  it.each([
    ['hotline', '文昌中路188号3幢201室', '文昌中路188号'],
    ['citizen', '邗江路66号', '邗江路66号'],
    ['desk', '五单元', undefined],
    ['sensor', '泵站3号楼', '泵站3号楼'],
  ] as const)('address of a %s case %j → %j', (source, address, shown) => {
    const incident = { source, place: { lng: 119, lat: 32, area: '321002', address } } as Incident
    expect(publicAddress(incident)).toBe(shown)
  })
})
