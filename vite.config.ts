// How the web application is built and served in development. The hub serves dist/web; nothing here runs in production.
import { basename, join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

const hub = process.env['HUB_URL'] ?? 'http://127.0.0.1:8080'

/**
 * `import Type from 'typebox'` is one object with everything in it, a parser of TypeScript too, and no bundler can tell what of an
 * object is used, nor that a schema nobody asks for may go. Here the same names come from a namespace, their calls are marked as
 * pure, and a record has text for keys, which spares the engine that works out what else keys can be. 30 kB gzipped together.
 */
function slimTypebox(): Plugin {
  return {
    name: 'yiwang:slim-typebox',
    enforce: 'pre',
    apply: 'build',
    load: {
      // Dates, addresses and international names as formats of text: no schema of ours names one. Nor is a sentence about a misfit
      // ever shown: its keyword is counted.
      filter: { id: /\/typebox\/build\/(?:format\/index|system\/locale\/en_US)\.mjs$/ },
      handler: (id) =>
        id.endsWith('en_US.mjs')
          ? `export const en_US = ({ keyword }) => keyword`
          : `const none = () => { throw new Error('no schema here names a format') }
         export const Format = { Has: () => false, Get: none, Test: none }
         export default Format`,
    },
    transform: {
      filter: { id: [/\/src\/(core|wire|web)\/.*\.(ts|vue)/, /\/typebox\/build\/type\/types\/record\.mjs$/] },
      handler(code, id) {
        if (id.endsWith('record.mjs')) {
          const slim = code.replace(/^import \{ RecordAction \}.*$/m, '').replace(
            'return RecordAction(key, value, options)',
            `if (key.type !== 'string') throw new Error('a record in the browser has text for keys')
    return Memory.Create({ ['~kind']: 'Record' }, { type: 'object', patternProperties: { [key.pattern ?? StringKey]: value } }, options)`,
          )
          if (slim.includes('RecordAction'))
            throw new Error('typebox makes records in another way now: see vite.config.ts')
          return { code: slim, map: null }
        }
        if (!code.includes("from 'typebox'")) return undefined
        return {
          code: code
            .replace(/^import Type(?:, (\{[^}]*\}))? from 'typebox'/gm, (_, named?: string) =>
              named === undefined
                ? `import * as Type from 'typebox'`
                : `import * as Type from 'typebox'; import ${named} from 'typebox'`,
            )
            // Not in comments, which a mark would end.
            .replace(/^(?!\s*(?:\*|\/)).*$/gm, (line) =>
              line
                .replace(/\bType\.[A-Z]\w*\(/g, '/* @__PURE__ */ $&')
                .replace(/(= )(schemaFor<|words\(|inputOf\()/g, '$1/* @__PURE__ */ $2'),
            ),
          map: null,
        }
      },
    },
  }
}

/** axios brings two ways of asking in a browser and takes the older one, XMLHttpRequest; the other (4 kB gzipped) is never run. */
function slimAxios(): Plugin {
  return {
    name: 'yiwang:slim-axios',
    enforce: 'pre',
    apply: 'build',
    load: {
      filter: { id: /\/axios\/lib\/adapters\/fetch\.js$/ },
      handler: () => 'export const getFetch = () => false',
    },
  }
}

const SERVICE_WORKER = 'src/web/sw.ts'
/** The entries themselves: the page, and the worker, which must stand alone. */
const ENTRY = /\/index\.html$|\/src\/web\/(?:main|sw)\.ts$/
/** What the worker has ready before it is asked: the workbench of a department opens without signal, with all it loads by itself. */
const WORKBENCH = 'src/web/features/department/DepartmentView.vue'
const SHELL = ['index.html', WORKBENCH]
/** Fetched by these parts a moment later, and needed without signal as well. */
const SHELL_LATER =
  /^(src\/web\/(incident|outbox|drafts|i18n|ui|pwa)\/|src\/web\/emergency\/DepartmentCard\.vue|src\/web\/routes\.ts|src\/wire\/exif\.ts|node_modules\/mqtt\/)/

/** What the entry loads by itself is one file, not the nineteen that pages share parts of: every page loads it all. */
const FIRST_FILE = { name: 'first', tags: ['$initial' as const], test: (id: string) => !ENTRY.test(id), priority: 5 }

type Graph = { readonly getModuleInfo: (id: string) => ModuleInfo | null }
type ModuleInfo = {
  readonly importedIds: readonly string[]
  readonly dynamicallyImportedIds: readonly string[]
  readonly dynamicImporters: readonly string[]
}
/** Pages a phone opens first, with a budget of their own. */
const PHONE_PAGES = ['DepartmentView.vue', 'BriefView.vue']
/** So many pages share what stands in the desk's file. */
const SHARED_BY = 6

/**
 * Left alone the bundler makes a file of every set of modules that the same pages need, a hundred of them smaller than their own
 * headers. What many pages need goes into one file; a phone's page has its parts in files that hold nothing else.
 */
function sharedFiles() {
  let pages: ReadonlyMap<string, ReadonlySet<string>> | undefined
  const closure = (graph: Graph, from: string): Set<string> => {
    const met = new Set([from])
    for (const id of met) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) met.add(next)
    return met
  }
  function closures(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
    const routers = ['router.ts', 'routes.ts'].map((name) => join(import.meta.dirname, 'src/web', name))
    const found = routers.flatMap((id) => graph.getModuleInfo(id)?.dynamicallyImportedIds ?? [])
    return new Map(found.filter((id) => id.endsWith('View.vue')).map((id) => [basename(id), closure(graph, id)]))
  }
  /** Files from the most shared to the least: what a module needs stands in its own file or an earlier one. */
  const file = (name: string, phones: readonly string[], least: number, priority: number) => ({
    name: (id: string, graph: Graph): string | null => {
      // What is fetched by itself has a file of its own, by which others know it.
      if (ENTRY.test(id) || graph.getModuleInfo(id)?.dynamicImporters.length !== 0) return null
      pages ??= closures(graph)
      const of = [...pages].filter(([, modules]) => modules.has(id)).map(([page]) => page)
      return of.length >= least && phones.every((page) => of.includes(page)) ? name : null
    },
    priority,
  })
  return [
    file('phones', PHONE_PAGES, 2, 4),
    ...PHONE_PAGES.map((page) => file(page, [page], 2, 3)),
    file('desk', [], SHARED_BY, 2),
  ]
}

/** Writes into the service worker which files it precaches, and a version that changes with any of them. */
function precache(): Plugin {
  return {
    name: 'yiwang:precache',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []))
      const rooted = (id: string): string =>
        id
          .replaceAll('\\', '/')
          .replace(`${import.meta.dirname}/`, '')
          .replace(/^.*\/node_modules\//, 'node_modules/')
      const isOf = (chunk: (typeof chunks)[number], file: string): boolean =>
        typeof chunk.facadeModuleId === 'string' && rooted(chunk.facadeModuleId) === file
      const files = new Set<string>()
      const take = (name: string): void => {
        const chunk = chunks.find((one) => one.fileName === name)
        if (chunk === undefined || files.has(name)) return
        files.add(name)
        for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css)
        for (const asset of chunk.viteMetadata?.importedAssets ?? []) if (asset.endsWith('.woff2')) files.add(asset)
        chunk.imports.forEach(take)
        for (const later of chunk.dynamicImports) {
          const one = chunks.find(({ fileName }) => fileName === later)
          // What others import as well has no face of its own.
          const sources = typeof one?.facadeModuleId === 'string' ? [one.facadeModuleId] : (one?.moduleIds ?? [])
          if (isOf(chunk, WORKBENCH) || sources.some((id) => SHELL_LATER.test(rooted(id)))) take(later)
        }
      }
      for (const chunk of chunks) if (SHELL.some((file) => isOf(chunk, file))) take(chunk.fileName)
      // Fonts hang on the style of the entry.
      for (const name of Object.keys(bundle)) if (name.endsWith('.woff2')) files.add(name)
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') return
      if (worker.imports.length > 0) throw new Error('the service worker must stand alone')
      const list = [...files].sort()
      worker.code = worker.code.replace('__PRECACHE__', JSON.stringify(list.map((file) => `/${file}`)))
    },
  }
}

/** What of Vue and vue-i18n is left out of a build. */
export const vueFlags = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  __VUE_I18N_FULL_INSTALL__: 'false',
  __VUE_I18N_LEGACY_API__: 'false',
  __INTLIFY_PROD_DEVTOOLS__: 'false',
  // Phrases become functions by src/web/i18n/phrase.ts: their syntax is two signs, the library's compiler is 10 kB.
  __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
}

export default defineConfig({
  plugins: [slimTypebox(), slimAxios(), vue(), precache()],
  define: vueFlags,
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Every browser of the target preloads modules by itself.
    modulePreload: { polyfill: false },
    // The budget test reads from it what a page waits for.
    manifest: true,
    // Fonts and images stay files: the content security policy needs no data: for fonts then.
    assetsInlineLimit: 0,
    // The map (about 1.6 MB with its worker) is lazy; the entry is watched by the size budget instead.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      input: { index: 'index.html', sw: SERVICE_WORKER },
      output: {
        codeSplitting: { groups: [FIRST_FILE, ...sharedFiles()] },
        // A service worker's address is its identity, so it has no hash. Elsewhere the hash is the name: the entry lists
        // all of them, and names are a kilobyte of it. Which file is which stands in the manifest.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[hash:7].js'),
        chunkFileNames: 'assets/[hash:7].js',
        assetFileNames: 'assets/[hash:7][extname]',
      },
    },
  },
  server: {
    proxy: {
      // The hub takes a POST only from its own address: the browser's Host goes through unchanged.
      '/api': { target: hub, changeOrigin: false },
      '/city': { target: hub, changeOrigin: false },
      '/metrics': { target: hub, changeOrigin: false },
      '/mqtt': { target: hub, changeOrigin: false, ws: true },
    },
  },
})
