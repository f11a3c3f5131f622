// XML from strangers, safely: no DTD, no entities but the five of XML itself, bounded size and depth. Knows no vocabulary.
import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element: attributes begin with `@`, text alone is a string, repeated elements are arrays, `#text` is text beside others. */
export type XmlValue = string | XmlNode | readonly XmlValue[]
export interface XmlNode {
  readonly [name: string]: XmlValue
}

/** Deeper than this is no document of ours: CAP has five levels. */
const DEEPEST = 24
/** Elements of one document. */
const MOST_TAGS = 20_000

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  // Ours: what a reference may stand for is decided below, once, and never expands twice.
  processEntities: false,
  htmlEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

const FIVE: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Texts with the five entities and numeric references read; any other reference stays as it is written. */
export const unescapeXml = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (all, dec?: string, hex?: string, name?: string) => {
      if (name !== undefined) return FIVE[name] ?? all
      const point = dec === undefined ? Number.parseInt(hex ?? '', 16) : Number(dec)
      return point <= 0x10ffff ? String.fromCodePoint(point) : all
    },
  )

/** Why a text is not read, or its one root element by name. */
export type ParsedXml =
  | { readonly ok: true; readonly name: string; readonly namespace: string | undefined; readonly root: XmlValue }
  | { readonly ok: false; readonly why: string }

/** Reads one XML document of bounded depth, tags and text; never throws. Anything that declares a document type is refused unread. */
export function parseXml(text: string): ParsedXml {
  // Before any parser sees it: a DTD is where entities are declared and files are named, and no CAP message needs one.
  if (/<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) return no('a document type is not accepted')
  let [depth, tags] = [0, 0]
  for (const [tag] of text.matchAll(/<[A-Za-z_/][^<>]*>/g)) {
    if (++tags > MOST_TAGS) return no(`more than ${MOST_TAGS} elements`)
    if (tag.startsWith('</')) depth--
    else if (!tag.endsWith('/>') && ++depth > DEEPEST) return no(`elements more than ${DEEPEST} deep`)
  }
  const valid = XMLValidator.validate(text)
  if (valid !== true) return no(`not XML: ${valid.err.msg} (line ${valid.err.line})`)
  const parsed = parser.parse(text) as XmlNode
  const roots = Object.entries(parsed).filter(([name]) => !name.startsWith('#') && !name.startsWith('?'))
  const [first] = roots
  if (first === undefined || roots.length > 1 || Array.isArray(first[1])) return no('not one root element')
  return { ok: true, name: first[0], namespace: namespaceOf(text), root: first[1] }
}

/** The namespace of the root, by its own start tag; the parser drops prefixes. */
function namespaceOf(text: string): string | undefined {
  const [, prefix, attributes = ''] = /<(?:([\w.-]+):)?[A-Za-z_][\w.-]*((?:\s[^<>]*)?)>/.exec(text) ?? []
  const name = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`
  for (const [, key, double, single] of attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (key === name) return double ?? single
  return undefined
}

const no = (why: string): ParsedXml => ({ ok: false, why })

/** The children of a name, in order; none where there is no such element. */
export function childrenOf(node: XmlValue | undefined, name: string): readonly XmlValue[] {
  if (node === undefined || typeof node === 'string' || isList(node) || !Object.hasOwn(node, name)) return []
  const child = node[name]
  return child === undefined ? [] : isList(child) ? child : [child]
}

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value)

/** The text of an element, without the spaces around it; undefined for none or an empty one. */
export function textOf(value: XmlValue | undefined): string | undefined {
  if (value === undefined || isList(value)) return undefined
  const raw = typeof value === 'string' ? value : value['#text']
  const text = typeof raw === 'string' ? unescapeXml(raw).trim() : ''
  return text === '' ? undefined : text
}
