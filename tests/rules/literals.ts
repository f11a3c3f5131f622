// Texts that have one home: the hub's topic root, HTTP paths, colours. Shared by the lint rule and the test.

interface Kept {
  readonly name: string
  readonly pattern: RegExp
  /** Files it is asked of. */
  readonly asked: (path: string) => boolean
  readonly why: string
}

const SOURCES = /^(src|mock)\//
/** A colour as CSS writes it; ids and private names (`#rows`) are not. */
const COLOUR = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color)\(/i
/** Where colours are made: screen tokens, and the classes that HJ 633 prints with their RGB values. */
const COLOUR_HOMES: ReadonlySet<string> = new Set(['src/web/ui/tokens.css', 'src/core/air/table.ts'])

export const KEPT: readonly Kept[] = [
  {
    name: 'topic',
    pattern: /\byiwang\/v\d/,
    asked: (path) => SOURCES.test(path) && path !== 'src/wire/topics.ts',
    why: 'topics of the hub are built and parsed in src/wire/topics.ts only',
  },
  {
    name: 'path',
    pattern: /^\/(api|city\/map|metrics)(\/|$)/,
    // The hub declares route patterns (`/api/incidents/:id`), which the builders of paths cannot express.
    asked: (path) => /^(src\/web|mock)\//.test(path),
    why: 'HTTP paths are built by src/wire/api.ts only',
  },
  {
    name: 'colour',
    pattern: COLOUR,
    asked: (path) => /^(src|public)\//.test(path) && !COLOUR_HOMES.has(path),
    why: 'colours are tokens: src/web/ui/tokens.css names them once for dark, light and large type',
  },
]

/** What a text in a file should not spell; undefined when it may. */
export const misplaced = (path: string, text: string): Kept | undefined =>
  KEPT.find((kept) => kept.asked(path) && kept.pattern.test(text))
