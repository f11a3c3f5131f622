// People planted in a hub, and every word of theirs that no wall may ever be sent.

export const PASSWORD = 'Correct-horse-9'
/** Account, name and post; each told apart by every word of it. */
export const STAFF = [
  ['zz-acceptor', '欧阳受理', 'acceptor'],
  ['zz-dispatcher', '欧阳派遣', 'dispatcher'],
  ['zz-chief', '欧阳值长', 'dutyChief'],
  ['zz-leader', '欧阳领导', 'leader'],
  ['zz-collector', '欧阳采集', 'collector'],
  ['zz-admin', '欧阳管理', 'administrator'],
  ['zz-paishui', '欧阳排水', 'department'],
] as const
export const PHONES = ['13911112222', '13922223333', '13933334444', '13944445555', '13955556666']
export const NAMES = ['上官来电', '上官市民', '上官班长', '上官处置', '上官巡查', '上官缘由', '上官备注']
export const DOORS = ['7幢808室', '上官来电家门口']
export const PERSONAL = [...STAFF.flatMap(([account, name]) => [account, name]), ...NAMES, ...PHONES, ...DOORS]
