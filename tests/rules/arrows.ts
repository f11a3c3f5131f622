// Which room may import which: the one table that the lint rule and the test both read. Paths are relative to the repository.

/** A room: a folder of sources with a say in what it imports. `packages`: what it may import from outside; absent: anything. */
interface Room {
  readonly folder: string
  readonly imports: readonly string[]
  readonly packages?: readonly string[]
  readonly why: string
}

const CORE = 'src/core/'
const WIRE = 'src/wire/'
const FEEDS = 'src/feeds/'

export const ROOMS: readonly Room[] = [
  { folder: CORE, imports: [], packages: [], why: 'core decides: it imports nothing outside core' },
  {
    folder: WIRE,
    imports: [CORE],
    packages: ['typebox', 'exifreader'],
    why: 'wire describes: core, schemas and codecs only',
  },
  {
    folder: FEEDS,
    imports: [CORE, WIRE],
    packages: ['typebox', 'gcoord', 'fast-xml-parser'],
    why: 'feeds translate: core and wire only',
  },
  { folder: 'src/server/', imports: [CORE, WIRE, FEEDS], why: 'server runs: core, wire and feeds only' },
  { folder: 'src/web/', imports: [CORE, WIRE], why: 'web shows: core and wire only' },
  { folder: 'mock/', imports: [CORE, WIRE, FEEDS], why: 'mock pretends: it knows the hub only by MQTT and HTTP' },
  { folder: 'docs/', imports: [CORE, WIRE], why: 'docs are written from the tables: core and wire only' },
]

/** One place where a package is known, so that replacing it or fixing its use touches one folder. */
const HOMES: readonly { readonly within: string; readonly package: string; readonly home: string }[] = [
  { within: 'src/web/', package: 'axios', home: 'src/web/api/' },
  { within: 'src/web/', package: 'mqtt', home: 'src/web/live/' },
  { within: 'src/web/', package: 'maplibre-gl', home: 'src/web/map/' },
  { within: 'src/web/', package: 'echarts', home: 'src/web/charts/' },
  { within: 'src/server/', package: 'aedes', home: 'src/server/broker/' },
  { within: 'src/server/', package: 'mqtt', home: 'src/server/broker/' },
]

const featureOf = (path: string): string | undefined => /^src\/web\/features\/([^/]+)\//.exec(path)?.[1]
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/**
 * Why `importer` may not import `specifier`; undefined when it may. A specifier that begins with `.` is taken from the
 * importer's folder; every other is a package or a `node:` module.
 */
export function forbidden(importer: string, specifier: string): string | undefined {
  return specifier.startsWith('.')
    ? forbiddenFile(importer, joined(importer, specifier))
    : forbiddenPackage(importer, specifier)
}

const ROUTERS: ReadonlySet<string> = new Set(['src/web/router.ts', 'src/web/routes.ts'])

function forbiddenFile(importer: string, target: string): string | undefined {
  const room = ROOMS.find((r) => importer.startsWith(r.folder))
  if (room === undefined) return undefined
  if (!target.startsWith(room.folder) && !room.imports.some((folder) => target.startsWith(folder))) return room.why
  const feature = featureOf(target)
  if (feature !== undefined && featureOf(importer) !== feature && !ROUTERS.has(importer))
    return 'features are shown by the router and know nothing of each other; what they share has a folder of its own'
  if (importer.startsWith('src/web/stores/') && target.startsWith('src/web/live/'))
    return 'stores never import live: the entry file joins them'
  if (/^src\/web\/(map|charts)\/.*\.ts$/.test(importer) && target.endsWith('.vue'))
    return 'map layers and chart options are plain modules that know no component'
  return undefined
}

function forbiddenPackage(importer: string, specifier: string): string | undefined {
  const name = packageOf(specifier)
  const room = ROOMS.find((r) => importer.startsWith(r.folder))
  if (room?.packages !== undefined && !room.packages.includes(name)) return room.why
  if (importer.startsWith('src/web/') && name.startsWith('node:')) return 'web runs in a browser'
  const away = HOMES.find((h) => h.package === name && importer.startsWith(h.within) && !importer.startsWith(h.home))
  return away && `${name} is known in ${away.home} only`
}

/** The file a relative specifier names, seen from the importer. */
export function joined(importer: string, specifier: string): string {
  const parts = importer.split('/').slice(0, -1)
  for (const part of specifier.replace(/\?.*$/, '').split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
