// A camera's picture, renewed while the page is seen, or its stream. The last picture stays when a newer one does not come.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { CameraRow } from '../../wire/cameras.ts'
import { getPicture, streamOf } from '../api/cameras.ts'
import { toProblem, type ApiProblem } from '../api/client.ts'

/** How soon after a failure it is asked again, at the least. */
const RETRY_MS = 5_000

export interface Picture {
  readonly src: Readonly<ShallowRef<string | undefined>>
  /** When the hub fetched what is shown. */
  readonly at: Readonly<ShallowRef<number | undefined>>
  readonly problem: Readonly<ShallowRef<ApiProblem | undefined>>
}

export function usePicture(camera: () => CameraRow): Picture {
  const src = shallowRef<string>()
  const at = shallowRef<number>()
  const problem = shallowRef<ApiProblem>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  function stop(): void {
    clearTimeout(timer)
    asking?.abort()
    asking = undefined
  }
  function clear(): void {
    stop()
    if (src.value !== undefined) URL.revokeObjectURL(src.value)
    src.value = at.value = problem.value = undefined
  }
  async function ask(): Promise<void> {
    const { id, pictureEveryMs, stream } = camera()
    if (pictureEveryMs === undefined || stream || document.visibilityState === 'hidden') return
    stop()
    const mine = (asking = new AbortController())
    try {
      const got = await getPicture(id, mine.signal)
      if (mine.signal.aborted) return
      if (src.value !== undefined) URL.revokeObjectURL(src.value)
      src.value = URL.createObjectURL(got.blob)
      at.value = got.at
      problem.value = undefined
    } catch (error) {
      if (mine.signal.aborted) return
      problem.value = toProblem(error)
    }
    timer = setTimeout(
      () => void ask(),
      problem.value === undefined ? pictureEveryMs : Math.max(RETRY_MS, pictureEveryMs),
    )
  }
  const seen = (): void => (document.visibilityState === 'hidden' ? stop() : void ask())
  watch(
    () => camera().id,
    () => {
      clear()
      void ask()
    },
    { immediate: true },
  )
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', seen)
    clear()
  })
  return { src, at, problem }
}

/** Plays a camera's stream in an element: by the browser itself where it can, else by a library fetched for it. Returns its end. */
export async function playStream(video: HTMLVideoElement, id: string, failed: () => void): Promise<() => void> {
  const url = streamOf(id)
  if (video.canPlayType('application/vnd.apple.mpegurl') !== '') {
    video.src = url
    return () => video.removeAttribute('src')
  }
  const { default: Hls } = await import('hls.js')
  if (!Hls.isSupported()) {
    failed()
    return () => undefined
  }
  const player = new Hls({ lowLatencyMode: true })
  player.on(Hls.Events.ERROR, (_event, { fatal }) => {
    if (fatal) failed()
  })
  player.loadSource(url)
  player.attachMedia(video)
  return () => player.destroy()
}
