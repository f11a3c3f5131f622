// Words of sensors that crowd on the map.
export const phrases = {
  total: '{n} 个传感器',
  silent: '过期',
  doubted: '可疑',
  calm: '平稳',
  together: '同一位置的传感器',
  more: '另有 {n} 个',
  close: '关闭',
}
