import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type PdfEngine, TypesettingError } from './pdf-engine.ts'

type Module = typeof import('@myriaddreamin/typst-ts-web-compiler')

interface Outcome {
  readonly result?: Uint8Array
  readonly hasError?: boolean
  readonly diagnostics?: readonly string[]
}

// The compiler's own numbers: document kind and output format, and diagnostics as one line of text each.
const paged = 0
const asPdf = 1
const inWords = 2

let loaded: Promise<Module> | null = null

/** Loads the 28 MB module once per process. */
function load(): Promise<Module> {
  loaded ??= import('@myriaddreamin/typst-ts-web-compiler').then((module) => {
    const wasm = createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-web-compiler/wasm')
    module.initSync({ module: readFileSync(wasm) })
    return module
  })
  return loaded
}

/** The compiler that runs everywhere. It has no PDF standards, no disk and no network. */
export async function wasmEngine(fonts: readonly Uint8Array[]): Promise<PdfEngine> {
  const module = await load()
  const builder = new module.TypstCompilerBuilder()
  builder.set_dummy_access_model()
  for (const bytes of fonts) await builder.add_raw_font(bytes)
  const compiler = await builder.build()
  const given = new Map<string, string>()
  const encoder = new TextEncoder()
  return {
    name: 'wasm',
    standards: [],
    typeset: (files) => {
      for (const [name, text] of Object.entries(files)) {
        if (given.get(name) === text) continue
        given.set(name, text)
        compiler.map_shadow(`/${name}`, encoder.encode(text))
      }
      const world = compiler.snapshot('/', '/main.typ', null)
      try {
        const made = world.compile(paged, inWords) as Outcome
        if (made.hasError) throw new TypesettingError(made.diagnostics ?? [])
        const { result, diagnostics } = world.get_artifact(asPdf, inWords) as Outcome
        if (result === undefined) throw new TypesettingError(diagnostics ?? ['no file'])
        const [pages] = JSON.parse(world.query(paged, '<page-count>', 'value')) as readonly number[]
        return { pdf: result, pages: pages ?? 0 }
      } finally {
        world.free()
      }
    },
  }
}
