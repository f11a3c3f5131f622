// What the simulated staff writes into cases. Names are invented.

export const HANDLERS: readonly string[] = [
  '张师傅',
  '李强',
  '王班长',
  '陈志明',
  '周师傅',
  '吴海波',
  '赵建国',
  '孙工',
  '钱师傅',
  '徐队',
]

export const FOUND: readonly string[] = ['现场核实属实。', '已到现场，情况与反映一致。', '核实属实，建议尽快处置。']
export const NOT_FOUND: readonly string[] = [
  '到现场未发现所述情况。',
  '现场已恢复正常，未见问题。',
  '与反映人联系，表示已自行解决。',
]

export const RETURN: readonly string[] = [
  '经核对不属于我单位权属范围，请重新派遣。',
  '该设施已移交其他单位养护，申请回退。',
  '点位不在我单位管辖范围内，建议按权属派遣。',
]

export const PROGRESS: readonly string[] = [
  '人员已到现场，正在处置。',
  '已设置警示标志，抢修队伍在路上。',
  '现场已围挡，开始作业。',
  '已联系相关单位配合，预计一小时内完成。',
  '现场勘查完毕，材料已调运。',
]

export const SUBMIT: readonly string[] = [
  '已处置完毕，现场恢复正常，见照片。',
  '问题已整改到位，后续加强巡查。',
  '抢修完成，设施恢复运行。',
  '已清理干净并对责任人教育。',
  '现场处置完成，请核查。',
]

export const REDO: readonly string[] = ['现场仍有残留，未处置到位，请返工。', '照片与现场不符，请重新处置并上传照片。']

export const ASSISTED: readonly string[] = [
  '协办事项已完成，见照片。',
  '已到场配合，交通疏导完毕。',
  '按要求配合处置，本单位工作已完成。',
]

export const REPLY: readonly string[] = ['已增派力量，今日内办结。', '主要负责同志已到现场督促，加快处置。']

export const AGAIN: readonly string[] = ['反映人称问题仍未解决。', '处置后又出现同样问题。', '反映人称只做了表面处理。']
/** What callers say who are content with the work but not with how it went. */
export const GRUMBLE: readonly string[] = ['问题已解决，但等候时间太长。', '已解决，希望事先通知施工时间。']
export const TOLD: readonly string[] = ['已告知诉求人承办部门和预计时间。', '已电话联系，诉求人知悉。']
export const UNREACHED: readonly string[] = ['两次拨打无人接听。', '电话关机。']

/** Crews that a department enters for itself the first time somebody of it comes to work. */
export const CREWS: readonly { readonly name: string; readonly leader: string; readonly members: number }[] = [
  { name: '一班', leader: '王班长', members: 6 },
  { name: '二班', leader: '徐队', members: 5 },
  { name: '应急班', leader: '周师傅', members: 8 },
]
