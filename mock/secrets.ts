// Accounts of gateways and staff: from a file, the environment or one line of standard input. Never from arguments, never printed.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { OptionError, type Options } from './options.ts'

const SecretsSchema = Type.Object({
  gateways: Type.Record(Type.String(), Type.String()),
  staff: Type.Optional(
    Type.Array(
      Type.Object({
        username: Type.String(),
        password: Type.String(),
        role: Type.String(),
        name: Type.Optional(Type.String()),
        department: Type.Optional(Type.String()),
      }),
    ),
  ),
})
export type Secrets = Static<typeof SecretsSchema>
const check = Compile(SecretsSchema)

function parse(text: string, from: string): Secrets {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new OptionError(`The accounts from ${from} are not valid JSON.`)
  }
  if (!check.Check(value))
    throw new OptionError(`The accounts from ${from} must be {"gateways":{name:secret},"staff":[…]}.`)
  return value
}

/** First line of standard input; `onEnd` is called when whoever started us goes away. */
function firstLine(onEnd: () => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: process.stdin })
    let isRead = false
    lines.once('line', (line) => {
      isRead = true
      resolve(line)
    })
    lines.once('close', () => {
      if (isRead) onEnd()
      else
        reject(
          new OptionError(
            'No accounts: give --secrets FILE, MOCK_SECRETS, one line on standard input, or --anonymous.',
          ),
        )
    })
  })
}

/** undefined: the broker asks for none. `onOrphaned` is called when the process that fed standard input has ended. */
export async function readSecrets(
  options: Options,
  env: Readonly<Record<string, string | undefined>>,
  onOrphaned: () => void,
): Promise<Secrets | undefined> {
  if (options.secretsFile !== undefined) {
    try {
      return parse(readFileSync(options.secretsFile, 'utf8'), options.secretsFile)
    } catch (error) {
      if (error instanceof OptionError) throw error
      throw new OptionError(`${options.secretsFile} cannot be read.`)
    }
  }
  const fromEnv = env['MOCK_SECRETS']
  if (fromEnv) return parse(fromEnv, 'MOCK_SECRETS')
  if (options.isAnonymous) return undefined
  return parse(await firstLine(onOrphaned), 'standard input')
}
