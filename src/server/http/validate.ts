// Checks what comes in against the shared schemas and says in both languages which field is wrong and why.
// Bodies are taken as they are; query strings, being text, are read as numbers where the schema wants numbers.
import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import type { Text } from '../../core/text.ts'
import { type ProblemError, invalid } from '../problems.ts'

interface Failure {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message: string
}

type Checked = { readonly value: unknown } | { readonly error: ProblemError }

export function validatorFor(schema: TSchema, part: string | undefined): (value: unknown) => Checked {
  const compiled = Compile(schema)
  const isText = part === 'querystring' || part === 'params'
  return (given) => {
    const value = isText ? Value.Convert(schema, { ...(given as object) }) : given
    if (compiled.Check(value)) return { value }
    return { error: explain(narrow(schema, value), value) }
  }
}

/** A union told apart by a literal field (such as `act`) is reduced to the member the sender meant, at any depth. */
function narrow(schema: TSchema, value: unknown): TSchema {
  if (Type.IsUnion(schema)) {
    const members = schema.anyOf.filter((member) => Type.IsObject(member))
    if (members.length !== schema.anyOf.length || typeof value !== 'object' || value === null) return schema
    const literalsOf = (name: string): unknown[] =>
      members.flatMap((member) => {
        const property: TSchema | undefined = member.properties[name]
        return property !== undefined && Type.IsLiteral(property) ? [property.const] : []
      })
    const tag = Object.keys(members[0]?.properties ?? {}).find((name) => literalsOf(name).length === members.length)
    if (tag === undefined) return schema
    const words = literalsOf(tag)
    const chosen = members[words.indexOf((value as Record<string, unknown>)[tag])]
    return chosen ?? Type.Object({ [tag]: Type.Enum(words.map(String)) })
  }
  if (Type.IsObject(schema) && typeof value === 'object' && value !== null) {
    const properties = Object.entries(schema.properties).map(([name, property]): [string, TSchema] => {
      const inner = (value as Record<string, unknown>)[name]
      return [name, inner === undefined ? property : narrow(property, inner)]
    })
    return { ...schema, properties: Object.fromEntries(properties) } as TSchema
  }
  return schema
}

function explain(schema: TSchema, value: unknown): ProblemError {
  const failures: readonly Failure[] = Value.Errors(schema, value)
  // «schema is false» only repeats that a field is not known.
  const first = failures.find((failure) => failure.keyword !== 'boolean') ?? failures[0]
  if (!first) return invalid('', { zh: '内容不合要求', en: 'The content does not fit' })
  const field = fieldOf(first)
  const reason = reasonOf(first)
  const name = field === '' ? { zh: '请求内容', en: 'the request' } : { zh: `字段 ${field}`, en: `field ${field}` }
  return invalid(field, { zh: `${name.zh}：${reason.zh}`, en: `${name.en}: ${reason.en}` })
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function fieldOf({ keyword, instancePath, params }: Failure): string {
  const [name] =
    keyword === 'required'
      ? listOf(params['requiredProperties'])
      : keyword === 'additionalProperties'
        ? listOf(params['additionalProperties'])
        : []
  return name === undefined ? instancePath : `${instancePath}/${name}`
}

const TYPE_WORDS: Readonly<Record<string, Text>> = {
  string: { zh: '文本', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  integer: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
}

function reasonOf({ keyword, params, message }: Failure): Text {
  const limit = String(params['limit'] ?? '')
  switch (keyword) {
    case 'required':
      return { zh: '必填', en: 'is required' }
    case 'additionalProperties':
      return { zh: '不认识的字段', en: 'is not a known field' }
    case 'type': {
      const word = TYPE_WORDS[String(params['type'])]
      return word ? { zh: `应为${word.zh}`, en: `must be ${word.en}` } : { zh: '类型不对', en: message }
    }
    case 'minLength':
      return { zh: `至少 ${limit} 个字符`, en: `must have at least ${limit} characters` }
    case 'maxLength':
      return { zh: `至多 ${limit} 个字符`, en: `must have at most ${limit} characters` }
    case 'minItems':
      return { zh: `至少 ${limit} 项`, en: `must have at least ${limit} entries` }
    case 'maxItems':
      return { zh: `至多 ${limit} 项`, en: `must have at most ${limit} entries` }
    case 'minimum':
      return { zh: `不得小于 ${limit}`, en: `must be at least ${limit}` }
    case 'maximum':
      return { zh: `不得大于 ${limit}`, en: `must be at most ${limit}` }
    case 'pattern':
      return { zh: `格式不符（${String(params['pattern'])}）`, en: `has the wrong form (${String(params['pattern'])})` }
    case 'enum': {
      const words = listOf(params['allowedValues'])
      return { zh: `只能是 ${words.join('、')}`, en: `must be one of ${words.join(', ')}` }
    }
    case 'const': {
      const word = String(params['allowedValue'])
      return { zh: `只能是 ${word}`, en: `must be ${word}` }
    }
    default:
      return { zh: `不符合要求（${message}）`, en: message }
  }
}
