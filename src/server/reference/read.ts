// Reads one file of a city folder and checks it against its schema. Knows nothing of the other files.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Locale } from 'typebox/system'
import { REFERENCE_FILES, type ReferenceKind } from '../../wire/reference.ts'
import type { Note } from './problem.ts'

type SchemaError = Parameters<typeof Locale.zh_Hans>[0] & { readonly message: string }

/** The JSON value of a file, or undefined after a note. */
export async function readJson(path: string, note: Note): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (missing) note('', '缺少这个文件', 'the file is missing')
    else note('', '文件无法读取', `the file cannot be read (${String(error)})`)
    return undefined
  }
  try {
    // Editors on Windows leave a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    note('', '不是有效的 JSON', `not valid JSON: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/** Names the fields a message is about, which the validator's own words leave out. */
function fieldsOf(error: SchemaError): string {
  if (error.keyword === 'additionalProperties') return error.params.additionalProperties.join(', ')
  if (error.keyword === 'required') return error.params.requiredProperties.join(', ')
  if (error.keyword === 'enum') return error.params.allowedValues.join(', ')
  if (error.keyword === 'pattern') return String(error.params.pattern)
  return ''
}

function noteSchemaErrors(errors: readonly SchemaError[], note: Note): void {
  const said = new Set<string>()
  for (const error of errors) {
    // A failed alternative is reported at its parts; «schema is false» repeats what additionalProperties says by name.
    if (error.keyword === 'boolean' || (error.keyword === 'anyOf' && hasDeeper(errors, error))) continue
    if (said.has(error.instancePath)) continue
    said.add(error.instancePath)
    const fields = fieldsOf(error)
    const tail = fields === '' || error.message.includes(fields) ? '' : ` (${fields})`
    note(error.instancePath, Locale.zh_Hans(error) + tail, error.message + tail)
  }
}

const hasDeeper = (errors: readonly SchemaError[], parent: SchemaError): boolean =>
  errors.some((e) => e !== parent && e.keyword !== 'boolean' && e.instancePath.startsWith(parent.instancePath))

type Fits = (value: unknown, note: Note) => boolean

/** Whether a value fits a schema; says in both languages where it does not, each place once. */
export function fits(schema: TSchema): Fits {
  const check = Compile(schema)
  return (value, note) => {
    if (check.Check(value)) return true
    noteSchemaErrors(check.Errors(value), note)
    return false
  }
}

const ENTRY_CHECKS = new Map<ReferenceKind, Fits>()

/** Whether one entry fits the schema of its kind; pointers are inside the entry. */
export function fitsEntry(kind: ReferenceKind, value: unknown, note: Note): boolean {
  const known = ENTRY_CHECKS.get(kind) ?? fits(REFERENCE_FILES[kind].schema)
  ENTRY_CHECKS.set(kind, known)
  return known(value, note)
}

const FILE_CHECKS = new Map<ReferenceKind, Fits>()

function fitsFile(kind: ReferenceKind): Fits {
  const { schema, list } = REFERENCE_FILES[kind]
  const known = FILE_CHECKS.get(kind) ?? fits(list ? Type.Array(schema as TSchema) : schema)
  FILE_CHECKS.set(kind, known)
  return known
}

/** The checked content of one reference file, or undefined after notes. */
export async function readReferenceFile(folder: string, kind: ReferenceKind, note: Note): Promise<unknown> {
  const value = await readJson(join(folder, REFERENCE_FILES[kind].file), note)
  if (value === undefined) return undefined
  return fitsFile(kind)(value, note) ? value : undefined
}
