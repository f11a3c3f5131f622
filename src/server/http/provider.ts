// Ties Fastify's request types to TypeBox schemas, and keeps out text that no database row can hold.
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import Type, { type Static, type TSchema } from 'typebox'
import { invalid } from '../problems.ts'
import { validatorFor } from './validate.ts'

/** An answer without a body (204). */
export const NoBody = Type.Unsafe<void>(Type.Null())

export interface TypeBoxProvider extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown
  serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxProvider
>

/** JSON pointer of the first text with a NUL or half a surrogate pair, which PostgreSQL refuses. */
export function unstorable(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value) ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const found = unstorable(name) ?? unstorable(inner, `${path}/${name}`)
    if (found !== undefined) return found
  }
  return undefined
}

export function useSchemas(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => validatorFor(schema, httpPart))
  // Answers are made by typed code and checked against their schemas in tests, not at every request.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.addHook('preValidation', async (request) => {
    for (const part of [request.params, request.query, request.body]) {
      if (Buffer.isBuffer(part)) continue
      const found = unstorable(part)
      if (found !== undefined)
        throw invalid(found, {
          zh: `字段 ${found}：含有无法保存的字符`,
          en: `field ${found}: has characters that cannot be kept`,
        })
    }
  })
}
