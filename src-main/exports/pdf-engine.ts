import { nativeEngine } from './native-engine.ts'
import { wasmEngine } from './wasm-engine.ts'

/** Typst this page template is written for; another version is not used. */
export const typstVersion = '0.14'

export const pdfStandards = ['ua-1', 'a-2a', 'a-2b', 'a-3b'] as const
export type PdfStandard = (typeof pdfStandards)[number]

/** File name → contents, all of it in memory: a compiler never reads the disk. */
export type Pages = Readonly<Record<string, string>>

export interface Typeset {
  readonly pdf: Uint8Array
  readonly pages: number
}

/** A warm compiler. It is synchronous and must not run where a window waits for an answer. */
export interface PdfEngine {
  readonly name: 'native' | 'wasm'
  readonly standards: readonly PdfStandard[]
  /** Sets `main.typ`; the other files are those it imports and reads. */
  readonly typeset: (files: Pages, standard?: PdfStandard) => Typeset
}

/** What a compiler said when it could not set a page. A fault of the template, never of the text. */
export class TypesettingError extends Error {
  readonly diagnostics: readonly string[]
  constructor(diagnostics: readonly string[]) {
    super(diagnostics.join('\n'))
    this.diagnostics = diagnostics
  }
}

/** The native compiler where it loads and is the right Typst, else the WASM one. */
export async function openEngine(fonts: readonly Uint8Array[]): Promise<PdfEngine> {
  return (await nativeEngine(fonts)) ?? (await wasmEngine(fonts))
}
