import type { Root } from 'mdast'
import { type Extension, fromMarkdown, type Options } from 'mdast-util-from-markdown'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import { gfmTable } from 'micromark-extension-gfm-table'

type Syntax = NonNullable<Options['extensions']>[number]
type Construct = Extract<NonNullable<NonNullable<Syntax['text']>[number]>, { tokenize: unknown }>
type Tokenizer = Construct['tokenize']
type State = ReturnType<Tokenizer>

/** `[@s03, 14]` as it was written between `[@` and `]`. */
export interface Citation {
  readonly type: 'citation'
  readonly value: string
  readonly position?: Root['position']
}

/** `[^f9]` without a footnote of that name. */
export interface LooseFootnote {
  readonly type: 'looseFootnote'
  readonly value: string
  readonly position?: Root['position']
}

declare module 'mdast' {
  interface PhrasingContentMap {
    citation: Citation
    looseFootnote: LooseFootnote
  }
  interface RootContentMap {
    citation: Citation
    looseFootnote: LooseFootnote
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    citation: 'citation'
    looseFootnote: 'looseFootnote'
  }
}

const openBracket = 91
const closeBracket = 93

/** Reads `[@` or `[^` up to the next `]` of the same line as one token. */
function bracketed(sign: number, type: 'citation' | 'looseFootnote'): Construct {
  const tokenize: Tokenizer = (effects, ok, nok) => {
    const open: State = (code) => {
      effects.enter(type)
      effects.consume(code)
      return marker
    }
    const marker: State = (code) => {
      if (code !== sign) return nok(code)
      effects.consume(code)
      return inside
    }
    const inside: State = (code) => {
      if (code === null || code < -2 || code === openBracket) return nok(code)
      effects.consume(code)
      if (code !== closeBracket) return inside
      effects.exit(type)
      return ok
    }
    return open
  }
  return { name: type, tokenize }
}

// gfmFootnote comes after and so goes first: only footnotes that it does not know are loose.
const syntax: Syntax = { text: { [openBracket]: [bracketed(64, 'citation'), bracketed(94, 'looseFootnote')] } }

const compile: Extension = {
  enter: {
    citation(token) {
      this.enter({ type: 'citation', value: this.sliceSerialize(token).slice(2, -1) } as never, token)
    },
    looseFootnote(token) {
      this.enter({ type: 'looseFootnote', value: this.sliceSerialize(token).slice(2, -1) } as never, token)
    },
  },
  exit: {
    citation(token) {
      this.exit(token)
    },
    looseFootnote(token) {
      this.exit(token)
    },
  },
}

/** The tree of a text: CommonMark, tables, footnotes and citations. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, {
    extensions: [syntax, gfmFootnote(), gfmTable()],
    mdastExtensions: [compile, gfmFootnoteFromMarkdown(), gfmTableFromMarkdown()],
  })
}
