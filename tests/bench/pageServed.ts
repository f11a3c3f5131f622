// Bundles a page of a bench as the application is bundled, and serves it on a port of its own.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { vueFlags } from '../../vite.config.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}
const HTML = `<!doctype html><html lang="zh-CN" data-theme="dark"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><div id="app"></div><script type="module" src="/page.js"></script></body></html>`

export interface Served {
  readonly url: string
  readonly end: () => Promise<void>
}

/** `source`: the page's script, from the root of the project. */
export async function servePage(source: string): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-page-'))
  const end = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      root: resolve('.'),
      publicDir: false,
      plugins: [vue()],
      define: { 'process.env.NODE_ENV': '"production"', ...vueFlags },
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'es2022',
        cssCodeSplit: false,
        rolldownOptions: {
          input: resolve(source),
          output: { entryFileNames: 'page.js', assetFileNames: '[name][extname]' },
        },
      },
    })
  } catch (error) {
    end()
    throw error
  }
  writeFileSync(join(folder, 'index.html'), HTML.replace('</head>', '<link rel="stylesheet" href="/style.css"></head>'))
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    try {
      const body = readFileSync(join(folder, path === '/' ? 'index.html' : path.replaceAll('..', '')))
      response.setHeader('content-type', TYPES[extname(path) || '.html'] ?? 'application/octet-stream').end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    end: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      end()
    },
  }
}
