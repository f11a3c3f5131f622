// Phrases of sensors as they come in: what a slow link left out, what one shows.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  folded: '慢连接：近 1 分钟合并 {n} 帧',
  never: '尚无数据',
}
