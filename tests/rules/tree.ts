// The sources as text, for rules that lint cannot say. Reads the working tree, so a file counts before it is committed.
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

export interface Source {
  /** Relative to the repository, with `/`. */
  readonly path: string
  readonly text: string
}

/** Files under the folders whose names end in one of the endings, in order of path. */
export function sources(folders: readonly string[], endings: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { path: relative(ROOT, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The code without its comments; lines keep their numbers. A `//` after a colon is an address, not a comment. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/(?<![:'"`])\/\/[^\n]*/g, '')

/** `path:line` of each match, so that a failing rule can be clicked. */
export function found({ path, text }: Source, pattern: RegExp): string[] {
  return text.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : []))
}
