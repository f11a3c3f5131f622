// Every payload format there is. Adding one: a file in formats/, its name in FORMATS of wire/reference.ts, one line here.
import { cap } from './formats/cap.ts'
import { csv } from './formats/csv.ts'
import { json } from './formats/json.ts'
import { number } from './formats/number.ts'
import { senml } from './formats/senml.ts'
import { yiwang } from './formats/yiwang.ts'
import type { Format, FormatId } from './types.ts'

/** Typed by the contract's own words: a forgotten format does not compile. */
export const formats: Readonly<Record<FormatId, Format>> = { yiwang, senml, json, number, csv, cap }
