// Addresses of a stream: what may be asked for under its folder, and a playlist rewritten so that every address in it is ours.
import { invalid } from '../problems.ts'

/** The folder of a playlist: its address up to the last slash, without query and credentials. */
export function folderOf(playlist: URL): URL {
  const folder = new URL('.', playlist)
  folder.search = ''
  folder.hash = ''
  folder.username = ''
  folder.password = ''
  return folder
}

const within = (url: URL, folder: URL): boolean =>
  url.origin === folder.origin && url.pathname.startsWith(folder.pathname) && url.username === '' && url.password === ''

/** Dots, slashes and backslashes in disguise: one server reads them, another does not. */
const DISGUISED = /%(?:2e|2f|5c|00|25)|\\|[\u0000-\u001f]/i

/** The address that a path under the folder stands for. Anything that leads out of it is refused. */
export function addressIn(folder: URL, rest: string, query: string): URL {
  const refused = (): Error =>
    invalid('/path', { zh: '路径超出该摄像头的视频目录', en: 'The path leads out of the folder of this stream' })
  if (rest === '' || rest.startsWith('/') || DISGUISED.test(rest) || rest.split('/').includes('..')) throw refused()
  // As a path, never as an address: `http://elsewhere/` would be taken for one.
  const url = URL.canParse(`./${rest}`, folder) ? new URL(`./${rest}`, folder) : undefined
  if (url === undefined || !within(url, folder)) throw refused()
  url.search = query
  url.hash = ''
  return url
}

/** Addresses that a playlist names in attributes of its tags: keys, maps, renditions. */
const ATTRIBUTE = /\b((?:[A-Z-]+-)?URI)="([^"]*)"/g

/**
 * The playlist with every address as ours, or undefined where one leads out of the folder. Query parameters of the
 * configured address (tokens) are taken off again where the server repeats them: the hub puts them back itself.
 */
export function rewritePlaylist(
  text: string,
  from: URL,
  folder: URL,
  secrets: URLSearchParams,
  base: string,
): string | undefined {
  let outside = false
  const ours = (address: string): string => {
    const url = URL.canParse(address, from) ? new URL(address, from) : undefined
    const bare = url && new URL(url)
    if (bare) {
      bare.username = ''
      bare.password = ''
    }
    if (url === undefined || bare === undefined || !within(bare, folder) || DISGUISED.test(bare.pathname)) {
      outside = true
      return ''
    }
    for (const name of new Set(secrets.keys())) bare.searchParams.delete(name)
    return `${base}${bare.pathname.slice(folder.pathname.length)}${bare.search}`
  }
  const lines = text.split(/\r\n|\n|\r/).map((line) => {
    if (line.startsWith('#'))
      return line.replace(ATTRIBUTE, (_, name: string, address: string) => `${name}="${ours(address)}"`)
    return line.trim() === '' ? '' : ours(line.trim())
  })
  return outside ? undefined : lines.join('\n')
}
