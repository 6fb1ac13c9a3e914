import { join } from 'node:path'
import { type PdfEngine, pdfStandards, TypesettingError, typstVersion } from './pdf-engine.ts'

type Module = typeof import('@myriaddreamin/typst-ts-node-compiler')
type Compiler = ReturnType<Module['NodeCompiler']['create']>

// Never created: every file is given in memory, and whatever is not given is "not found".
const workspace = process.platform === 'win32' ? 'C:\\briefdesk-press-has-no-folder' : '/briefdesk-press-has-no-folder'

/** The native compiler, or null where its binary does not load or holds another Typst (npm skips it in silence). */
export async function nativeEngine(fonts: readonly Uint8Array[]): Promise<PdfEngine | null> {
  const compiler = await load(fonts)
  if (compiler === null || !isRightVersion(compiler)) return null
  const given = new Map<string, string>()
  return {
    name: 'native',
    standards: pdfStandards,
    typeset: (files, standard) => {
      for (const [name, text] of Object.entries(files)) {
        if (given.get(name) === text) continue
        given.set(name, text)
        if (name !== 'main.typ') compiler.mapShadow(join(workspace, name), Buffer.from(text))
      }
      const made = compiler.compile({ mainFileContent: files['main.typ'] ?? '' })
      if (made.hasError() || made.result === null) throw new TypesettingError(saying(compiler, made.takeError()))
      try {
        const pdf = compiler.pdf(made.result, standard && { pdfStandard: standard })
        return { pdf, pages: made.result.numOfPages }
      } catch (error) {
        throw new TypesettingError([error instanceof Error ? error.message : String(error)])
      } finally {
        compiler.evictCache(10)
      }
    },
  }
}

async function load(fonts: readonly Uint8Array[]): Promise<Compiler | null> {
  try {
    const module = await import('@myriaddreamin/typst-ts-node-compiler')
    const NodeCompiler = module.NodeCompiler ?? (module as unknown as { default: Module }).default.NodeCompiler
    return NodeCompiler.create({
      workspace,
      fontArgs: [{ fontBlobs: fonts.map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) }],
    })
  } catch {
    return null
  }
}

function isRightVersion(compiler: Compiler): boolean {
  const made = compiler.compile({ mainFileContent: '#metadata(str(sys.version)) <version>' })
  if (made.result === null) return false
  const [version] = compiler.query(made.result, { selector: '<version>', field: 'value' }) as readonly string[]
  return version?.startsWith(`${typstVersion}.`) ?? false
}

type NodeError = Parameters<Compiler['fetchDiagnostics']>[0]

function saying(compiler: Compiler, error: NodeError | null): readonly string[] {
  if (error === null) return ['no diagnostics']
  const said = compiler.fetchDiagnostics(error) as readonly { readonly message: string; readonly path: string }[]
  return said.map(({ message, path }) => `${path.replace(workspace, '')}: ${message}`)
}
