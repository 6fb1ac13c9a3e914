import { createContext, useContext } from 'react'
import type { Content, Ref } from '../../src-shared/briefings/content.ts'
import type { Lang } from '../../src-shared/languages.ts'

/** What the drawn blocks need of the reader around them. */
export interface ReaderTools {
  readonly content: Content
  /** Opens the words of a reference beside its mark. */
  readonly openRef: (mark: HTMLElement, ref: Ref, lang: Lang) => void
  /** Leaves the app for a link, after asking. */
  readonly openLink: (href: string) => void
  readonly openView: (view: 'timeline' | 'risks' | 'positions') => void
  /** Scrolls to the mark of a footnote. */
  readonly toFootnoteMark: (label: string, lang: Lang) => void
}

export const ReaderContext = createContext<ReaderTools | null>(null)

/** The reader around a block. */
export function useReader(): ReaderTools {
  const tools = useContext(ReaderContext)
  if (!tools) throw new Error('a block is drawn inside a reader')
  return tools
}
