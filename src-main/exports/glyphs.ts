import type { Brief } from '../../src-shared/exports/brief.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { glyphsOf, type HasGlyph } from './cmap.ts'

/** A sign no bundled font can draw, and where it stands: the id of the part, or the name of the field. */
export interface MissingGlyph {
  readonly char: string
  readonly where: string
}

const most = 100

// Signs that draw nothing by nature: controls that end a line, joiners, variation selectors, bidi marks.
const undrawn = /[\t\n\r\p{Default_Ignorable_Code_Point}]/u

// Private use: some faces draw something there, but nobody can say or search what it is.
const ownUse = /\p{Private_Use}/u

// Not words of the paper: they name things for the press.
const notWords: ReadonlySet<string> = new Set([
  'anchor',
  'to',
  'href',
  'id',
  'lang',
  'kind',
  'type',
  'created',
  'version',
])

/** Which code points the fonts together have: a brief falls back from face to face among the bundled ones. */
export function coverageOf(fonts: readonly Uint8Array[]): HasGlyph {
  const each = fonts.map(glyphsOf)
  const known = new Map<number, boolean>()
  return (codePoint) => {
    const seen = known.get(codePoint)
    if (seen !== undefined) return seen
    const found = each.some((has) => has(codePoint))
    known.set(codePoint, found)
    return found
  }
}

/** Every sign of a brief that would be lost, each once per place. */
export function missingGlyphs(brief: Brief, has: HasGlyph): readonly MissingGlyph[] {
  const missing = new Map<string, MissingGlyph>()
  const look = (value: unknown, where: string): void => {
    if (typeof value === 'string') {
      for (const char of value) {
        if (undrawn.test(char) || (has(char.codePointAt(0) ?? 0) && !ownUse.test(char))) continue
        missing.set(`${char} ${where}`, { char, where })
      }
    } else if (Array.isArray(value)) {
      for (const each of value) look(each, where)
    } else if (typeof value === 'object' && value !== null) {
      const record = value as Readonly<Record<string, unknown>>
      const here = typeof record.anchor === 'string' ? record.anchor : where
      for (const [name, each] of Object.entries(record)) {
        if (!notWords.has(name)) look(each, here === '' ? name : here)
      }
    }
  }
  look(brief, '')
  return [...missing.values()]
}

/** Refuses a brief with signs that no bundled font has, before anything is written: a lost sign is never a surprise. */
export function refuseMissingGlyphs(brief: Brief, has: HasGlyph): void {
  const missing = missingGlyphs(brief, has)
  if (missing.length > 0) throw new Refusal('refused', { missing: missing.slice(0, most), count: missing.length })
}
