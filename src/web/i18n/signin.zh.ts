// Phrases of the sign-in page.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: '登录',
  heading: '登录到城市运行平台',
  hint: '账号由管理员开通。演示账号见启动窗口。',
  username: '账号',
  password: '口令',
  submit: '登录',
  wall: '此屏作为大屏使用',
  wait: '{seconds} 秒后可再试',
}
