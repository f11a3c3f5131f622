// Phrases of warnings in force.
export const phrases = {
  title: '生效预警',
  line: '{what} · {where} · {until}',
  signal: '{name}{colour}预警',
  plain: '{name}预警',
  until: '至 {at}',
  untilUnstated: '未注明截止时间',
  from: '{at} 起',
  colour: { 1: '红色', 2: '橙色', 3: '黄色', 4: '蓝色' },
  state: { issued: '发布', changed: '变更', continued: '继续', lifted: '解除' },
  status: { Exercise: '演练', System: '系统消息', Test: '测试', Draft: '草稿' },
  sent: '{who} · {at} {state}',
  measures: '防御指南',
}
