// The city's cameras: who may see which, their pictures and streams fetched on behalf of screens. Keeps no picture beyond its time.
import type { Actor, Role } from '../../core/incident/types.ts'
import type { Text } from '../../core/text.ts'
import { CamerasSchema, STREAM_ENTRY, cameraPaths, type Camera, type CameraRow } from '../../wire/cameras.ts'
import { ProblemError, notFound } from '../problems.ts'
import { readBesides } from '../reference/besides.ts'
import type { Note } from '../reference/problem.ts'
import { fetchFromCamera, type Fetched } from './fetch.ts'
import { addressIn, folderOf, rewritePlaylist } from './playlist.ts'

const AUDIENCE: readonly Role[] = ['acceptor', 'dispatcher', 'dutyChief', 'leader', 'wall']
const MAX_PICTURE_BYTES = 6 * 1024 * 1024
const MAX_PLAYLIST_BYTES = 1024 * 1024
/** Ten seconds of a 4K stream. */
const MAX_SEGMENT_BYTES = 24 * 1024 * 1024

/** Pictures that a browser only draws: an SVG would be a document. */
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])
const PLAYLISTS = new Set([
  'application/vnd.apple.mpegurl',
  'application/x-mpegurl',
  'audio/mpegurl',
  'audio/x-mpegurl',
])
const SEGMENTS = new Set([
  'video/mp2t',
  'video/mp4',
  'video/iso.segment',
  'audio/mp4',
  'audio/aac',
  'audio/mpeg',
  'text/vtt',
])
const PLAYLIST = 'application/vnd.apple.mpegurl'

export interface Cameras {
  list(actor: Actor): readonly CameraRow[]
  picture(id: string, actor: Actor): Promise<Fetched & { readonly at: number }>
  /** `rest` is what follows `/stream/`, `query` with its question mark. */
  stream(id: string, rest: string, query: string, range: string | undefined, actor: Actor): Promise<Fetched>
}

export interface CamerasOptions {
  readonly cityFolder: string
  readonly reference: {
    readonly areas: ReadonlyMap<string, unknown>
    readonly departments: ReadonlyMap<string, unknown>
    areaName(code: string): Text
  }
  readonly now: () => number
}

/** Reads `cameras.json`; a city without one has no cameras. Throws with all that is wrong in it. */
export async function openCameras({ cityFolder, reference, now }: CamerasOptions): Promise<Cameras> {
  const check = (cameras: readonly Camera[], note: Note): void => {
    const seen = new Set<string>()
    for (const [i, { id, area, owner, picture, stream }] of cameras.entries()) {
      if (seen.has(id)) note(`/${i}/id`, `重复的编号：${id}`, `the id stands twice: ${id}`)
      seen.add(id)
      if (!reference.areas.has(area)) note(`/${i}/area`, `没有这个区域：${area}`, `no such area: ${area}`)
      if (!reference.departments.has(owner))
        note(`/${i}/owner`, `没有这个部门：${owner}`, `no such department: ${owner}`)
      for (const [name, url] of [
        ['picture', picture?.url],
        ['stream', stream?.url],
      ] as const)
        if (url !== undefined && !URL.canParse(url)) note(`/${i}/${name}/url`, '不是有效的地址', 'not an address')
    }
  }
  const cameras = (await readBesides(cityFolder, 'cameras.json', CamerasSchema, check)) ?? []
  const byId = new Map(cameras.map((camera) => [camera.id, camera]))
  const pictures = new Map<string, { readonly at: number; readonly got: Promise<Fetched & { readonly at: number }> }>()

  const maySee = ({ audience, owner }: Camera, { role, department }: Actor): boolean =>
    (audience ?? AUDIENCE).some((post) => post === role) || (role === 'department' && department === owner)

  /** One that may not be seen is as good as none. */
  function cameraOf(id: string, actor: Actor): Camera {
    const camera = byId.get(id)
    if (camera === undefined || !maySee(camera, actor)) throw notFound({ zh: '摄像头', en: 'camera' })
    return camera
  }

  async function fresh(url: string): Promise<Fetched & { readonly at: number }> {
    const got = await fetchFromCamera({
      url: new URL(url),
      maxBytes: MAX_PICTURE_BYTES,
      typeOf: (said) => (PICTURES.has(said) ? said : undefined),
    })
    return { ...got, at: now() }
  }

  return {
    list: (actor) =>
      cameras
        .filter((camera) => maySee(camera, actor))
        .map(({ id, name, lng, lat, area, owner, sees, picture, stream, simulated }) => ({
          ...{ id, name, lng, lat, area, owner, simulated },
          areaName: reference.areaName(area),
          ...(sees === undefined ? {} : { sees }),
          ...(picture === undefined ? {} : { pictureEveryMs: picture.everyMs }),
          stream: stream !== undefined,
        })),
    async picture(id, actor) {
      const { picture } = cameraOf(id, actor)
      if (picture === undefined) throw notConnected()
      // Many screens, one question: the same picture for all until the next is due.
      const had = pictures.get(id)
      if (had !== undefined && now() - had.at < picture.everyMs) return had.got
      const one = { at: now(), got: fresh(picture.url) }
      pictures.set(id, one)
      one.got.catch(() => {
        if (pictures.get(id) === one) pictures.delete(id)
      })
      return one.got
    },
    async stream(id, rest, query, range, actor) {
      const { stream } = cameraOf(id, actor)
      if (stream === undefined) throw notConnected()
      const entry = new URL(stream.url)
      const folder = folderOf(entry)
      const url = rest === STREAM_ENTRY ? new URL(entry) : addressIn(folder, rest, query)
      url.username = entry.username
      url.password = entry.password
      for (const [name, value] of entry.searchParams) url.searchParams.set(name, value)
      const isPlaylist = /\.m3u8?$/i.test(url.pathname)
      const got = await fetchFromCamera({
        url,
        range: isPlaylist ? undefined : range,
        maxBytes: isPlaylist ? MAX_PLAYLIST_BYTES : MAX_SEGMENT_BYTES,
        typeOf: (said) => streamType(said, isPlaylist),
      })
      if (got.type !== PLAYLIST) return got
      const text = got.bytes.toString('utf8')
      const base = cameraPaths.stream(id).slice(0, -STREAM_ENTRY.length)
      const ours = text.trimStart().startsWith('#EXTM3U')
        ? rewritePlaylist(text, url, folder, entry.searchParams, base)
        : undefined
      if (ours === undefined)
        throw new ProblemError('cameraFailed', {
          zh: '视频播放列表有误，或指向其目录之外',
          en: 'The playlist is not one, or points outside its folder',
        })
      return { ...got, bytes: Buffer.from(ours) }
    },
  }
}

/** Many servers know neither `.m3u8` nor `.ts`: text that must begin as a playlist, and bytes that are only played. */
function streamType(said: string, isPlaylist: boolean): string | undefined {
  if (
    PLAYLISTS.has(said) ||
    (isPlaylist && (said === 'text/plain' || said === 'application/octet-stream' || said === ''))
  )
    return PLAYLIST
  if (isPlaylist) return undefined
  if (said === 'application/octet-stream' || said === 'binary/octet-stream' || said === '')
    return 'application/octet-stream'
  return SEGMENTS.has(said) ? said : undefined
}

const notConnected = (): ProblemError =>
  new ProblemError('notFound', { zh: '该摄像头未接入画面', en: 'No picture is connected for this camera' })
