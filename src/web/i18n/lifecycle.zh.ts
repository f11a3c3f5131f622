// Phrases of the lifecycle page. States, acts, posts, guards and needs have their own words elsewhere.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: '案卷流转',
  intro: '本页由流转规则表生成：系统的判断、接口给出的可办事项、各页面的按钮都出自同一张表。',
  diagram: '一件案卷的路',
  reading: '点选状态，只看从它出发的事项。虚线框为终点；并案的案卷随主案办结。',
  fromAll: '任一未结束状态（含挂账）：{act}（领导）',
  found: '{act}（{found}）',
  print: '打印',
  inState: '案卷处于',
  anyState: '任何状态',
  asPost: '由谁办理',
  anyPost: '任何岗位',
  none: '此状态下该岗位没有可办事项',
  noneHint: '换一个状态或岗位。',
  states: '状态、轮到谁、哪个时限在计',
  state: '状态',
  turn: '轮到',
  clock: '时限',
  stands: '暂停',
  set: { open: '任一未结束状态', timed: '任一计时状态' },
  next: { same: '不变', resumeState: '回到挂账前', mergedFrom: '回到并案前', undone: '回到撤销的操作之前' },
  column: { act: '事项', by: '由谁', from: '从', to: '到', guards: '前提', needs: '须附' },
}
