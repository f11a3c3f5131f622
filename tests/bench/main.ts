// `npm run bench`: runs the benches in turn and prints their figures.
import { parseArgs } from 'node:util'
import type { Figure } from './bench.ts'
import { HOW_TO_READ, MACHINE, toJson, toTable } from './print.ts'
import { benches } from './registry.ts'

const HELP = `npm run bench -- [options]

${benches.map((b) => `  ${b.name.padEnd(10)}${b.about}`).join('\n')}

  --only NAME   one bench (may be given more than once)
  --quick       small loads, at most about 20 s: do all paths work? The figures are rough
  --json        a line per figure: {"name","value","unit","baseline","ratio"}
  --help

${HOW_TO_READ}
`

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const unknown = values.only?.find((name) => !benches.some((b) => b.name === name))
  if (unknown !== undefined) {
    console.error(`There is no bench "${unknown}"; there are ${benches.map((b) => b.name).join(', ')}.`)
    return 1
  }
  const chosen = benches.filter((b) => values.only?.includes(b.name) ?? b.onlyNamed !== true)
  const say = (line: string): void => console.error(`  ${line}`)
  if (!values.json) console.log(MACHINE())
  for (const bench of chosen) {
    say(`${bench.name}: ${bench.about}`)
    const figures: Figure[] = await bench.run({ quick: values.quick, say })
    if (values.json) for (const figure of figures) console.log(toJson(figure))
    else console.log(`\n${toTable(figures)}`)
  }
  if (!values.json) console.log(`\n${HOW_TO_READ}`)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
