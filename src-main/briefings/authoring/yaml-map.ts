import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml'
import { lastSign, lineBreak } from './line-breaks.ts'
import type { Place, Report } from './report.ts'
import type { Found } from './words.ts'

/** A mapping of a YAML text, read key by key; every value knows its line, and no object is ever made from foreign keys. */
export interface FieldMap extends Place {
  readonly has: (key: string) => boolean
  /** Where the key stands, or where the mapping begins. */
  readonly place: (key: string) => Place
  readonly keys: () => readonly Found[]
  /** A single value; null where it is absent or empty. */
  readonly text: (key: string) => Found | null
  /** A list of single values; one value alone is a list of one. */
  readonly texts: (key: string) => readonly Found[]
  readonly map: (key: string) => FieldMap | null
  readonly isMap: (key: string) => boolean
  /** True for a list or a mapping, where a single value was to be. */
  readonly isMany: (key: string) => boolean
  /** Warns of the keys that nobody asked for. */
  readonly warnRest: () => void
}

/** Reads YAML 1.2 (core schema, unique keys, no tags, anchors or aliases). Null, and told, where it is not that. */
export function readYaml(file: string, text: string, report: Report, firstLine = 1): FieldMap | null {
  const lines = new LineCounter()
  const at = (offset: number): Place => ({ file, line: firstLine + Math.max(1, lines.linePos(offset).line) - 1 })
  const document = safelyParsed(text, lines)
  if (document === null) {
    report.problem({ file, line: firstLine }, 'yaml-syntax', { reason: 'TOO_DEEP' })
    return null
  }
  let isWrong = document.errors.length > 0
  for (const error of document.errors) report.problem(at(error.pos[0]), 'yaml-syntax', { reason: error.code })
  visit(document, {
    Node: (_key, node) => {
      const offset = node.range?.[0] ?? 0
      if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) {
        report.problem(at(offset), 'yaml-anchor')
        isWrong = true
      } else if (node.tag !== undefined) {
        report.problem(at(offset), 'yaml-tag', { tag: node.tag })
        isWrong = true
      }
    },
  })
  if (isWrong) return null
  if (!isMap(document.contents)) {
    report.problem(at(0), 'yaml-syntax', { reason: 'NOT_A_MAP' })
    return null
  }
  return fieldMap(document.contents, { text, at, report }, at(document.contents.range?.[0] ?? 0), '')
}

function safelyParsed(text: string, lineCounter: LineCounter) {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      strict: true,
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: 'silent',
      lineCounter,
    })
  } catch (error) {
    // Thousands of open brackets exhaust the parser's stack.
    if (error instanceof RangeError) return null
    throw error
  }
}

interface Source {
  readonly text: string
  readonly at: (offset: number) => Place
  readonly report: Report
}

function fieldMap(node: YAMLMap, source: Source, place: Place, path: string): FieldMap {
  const { report, at } = source
  const values = new Map<string, { readonly place: Place; readonly node: Node | null }>()
  for (const pair of node.items) {
    const keyPlace = at(isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0)
    if (!isScalar(pair.key)) {
      report.problem(keyPlace, 'field-text', { field: path || 'key' })
      continue
    }
    const key = String(pair.key.source ?? pair.key.value)
    // The parser compares values, so `1` and `"1"` are two keys to it and one name to us.
    if (values.has(key)) report.problem(keyPlace, 'field-twice', { field: path + key })
    values.set(key, { place: keyPlace, node: isNode(pair.value) ? pair.value : null })
  }
  const asked = new Set<string>()
  const get = (key: string) => {
    asked.add(key)
    return values.get(key) ?? null
  }
  const scalar = (each: Node, field: string): Found | null => {
    const where = at(each.range?.[0] ?? 0)
    if (!isScalar(each)) {
      report.problem(where, 'field-text', { field: path + field })
      return null
    }
    if (each.value === null) return null
    return { ...where, value: scalarText(each, source.text) }
  }
  return {
    ...place,
    has: (key) => {
      asked.add(key)
      return values.has(key)
    },
    place: (key) => get(key)?.place ?? place,
    keys: () => [...values].map(([value, each]) => ({ ...each.place, value })),
    text: (key) => {
      const found = get(key)?.node ?? null
      return found === null ? null : scalar(found, key)
    },
    texts: (key) => {
      const found = get(key)?.node ?? null
      if (found === null) return []
      if (isMap(found)) {
        report.problem(at(found.range?.[0] ?? 0), 'field-list', { field: path + key })
        return []
      }
      const items: readonly unknown[] = isSeq(found) ? found.items : [found]
      return items.flatMap((each) => (isNode(each) ? (scalar(each, key) ?? []) : []))
    },
    map: (key) => {
      const found = get(key)
      if (found === null || found.node === null || (isScalar(found.node) && found.node.value === null)) return null
      if (isMap(found.node)) return fieldMap(found.node, source, found.place, `${path}${key}.`)
      report.problem(found.place, 'field-map', { field: path + key })
      return null
    },
    isMap: (key) => isMap(get(key)?.node),
    isMany: (key) => isMap(get(key)?.node) || isSeq(get(key)?.node),
    warnRest: () => {
      for (const [key, each] of values) {
        if (!asked.has(key)) report.warn(each.place, 'field-unknown', { field: path + key })
      }
    },
  }
}

/** Folding puts a space for every line break; between Han signs there is none in the author's sentence. */
function scalarText(node: Scalar, source: string): string {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
  const [start, end] = node.range ?? [0, 0]
  const isFolded = node.type !== Scalar.BLOCK_LITERAL && source.slice(start, end).includes('\n')
  const kept = isFolded ? unfolded(text) : text
  return kept.trim()
}

function unfolded(text: string): string {
  const [first = '', ...rest] = text.split(' ')
  return rest.reduce((joined, each) => {
    const [sign = ''] = each
    return joined + (joined === '' || each === '' ? ' ' : lineBreak(lastSign(joined), sign)) + each
  }, first)
}
