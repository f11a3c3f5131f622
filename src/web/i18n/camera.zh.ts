// Phrases of a camera's picture.
export const phrases = {
  none: '未接入画面',
  loading: '正在取画面…',
  picture: '{name} 的画面',
  stale: '画面已停止更新：{why}',
  taken: '取于',
  failed: '视频无法播放',
}
