// What the process says to whoever started it.

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
export const progress = (step: string): void => say(`  … ${step}`)

/** The end of a start that failed: one sentence, and a code that says so. */
export function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
