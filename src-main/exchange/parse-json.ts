import { Refusal } from '../../src-shared/ipc.ts'

/** A file larger than this is not read. */
export const largestFile = 256_000_000
/** Nothing that we know is nested deeper than this. */
const deepest = 64

/**
 * The value of a JSON file from anywhere. Refused as a whole, with line and column: what is no UTF-8 or no JSON, what is
 * nested too deep, and names that would reach into objects.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decoded(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { line, column } = placeOf(text, faultIn(text))
    throw new Refusal('refused', { cause: 'not-json', line, column })
  }
  refuseOutlandish(value)
  return value
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('refused', { cause: 'not-utf8' })
  }
}

/** Without recursion: the depth is what is asked about. */
function refuseOutlandish(value: unknown): void {
  const open: (readonly [value: unknown, depth: number])[] = [[value, 0]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [each, depth] = next
    if (typeof each !== 'object' || each === null) continue
    if (depth >= deepest) throw new Refusal('refused', { cause: 'too-deep' })
    if (Object.hasOwn(each, '__proto__')) throw new Refusal('refused', { cause: 'bad-name', name: '__proto__' })
    for (const one of Object.values(each)) open.push([one, depth + 1])
  }
}

/** Line and column of an offset, both from 1. */
function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return { line, column: at - before.lastIndexOf('\n') }
}

const literals = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const spaces = /[ \t\n\r]*/y

/**
 * The offset at which a text stops being JSON. Engines say that in words that change with every version, and not always;
 * this is asked only about a text that was refused already.
 */
export function faultIn(text: string): number {
  const open: ('{' | '[')[] = []
  let at = 0
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) return false
    at = pattern.lastIndex
    return true
  }
  const string = (): boolean => {
    const start = at
    for (at += 1; at < text.length; at += 1) {
      const sign = text.charCodeAt(at)
      if (sign === 0x22) {
        at += 1
        return true
      }
      if (sign < 0x20) return false
      if (sign !== 0x5c) continue
      at += 1
      if (text[at] === 'u' ? !/^[\da-fA-F]{4}$/.test(text.slice(at + 1, at + 5)) : !/["\\/bfnrt]/.test(text[at] ?? ''))
        return false
    }
    at = start
    return false
  }
  /** Just before a value, before a name, or after a value. */
  let expected: 'value' | 'first-value' | 'name' | 'first-name' | 'next' = 'value'
  for (;;) {
    skip(spaces)
    const sign = text[at]
    if (sign === undefined) return at
    if (expected === 'next') {
      const inside = open.at(-1)
      if (inside === undefined) return at
      if (sign === ',') {
        at += 1
        expected = inside === '{' ? 'name' : 'value'
      } else if (sign === (inside === '{' ? '}' : ']')) {
        at += 1
        open.pop()
      } else return at
    } else if (expected === 'name' || expected === 'first-name') {
      if (sign === '}' && expected === 'first-name') {
        at += 1
        open.pop()
        expected = 'next'
        continue
      }
      if (sign !== '"' || !string()) return at
      skip(spaces)
      if (text[at] !== ':') return at
      at += 1
      expected = 'value'
    } else if (sign === ']' && expected === 'first-value') {
      at += 1
      open.pop()
      expected = 'next'
    } else if (sign === '{' || sign === '[') {
      at += 1
      open.push(sign)
      expected = sign === '{' ? 'first-name' : 'first-value'
    } else if (sign === '"') {
      if (!string()) return at
      expected = 'next'
    } else if (skip(literals)) {
      expected = 'next'
    } else return at
  }
}
