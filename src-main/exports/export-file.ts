import { randomUUID } from 'node:crypto'
import { lstat, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Brief } from '../../src-shared/exports/brief.ts'
import type { Exported, ExportStage } from '../../src-shared/exports/export.ts'
import { type Code, Refusal } from '../../src-shared/ipc.ts'
import type { HasGlyph } from './cmap.ts'
import { coverageOf, refuseMissingGlyphs } from './glyphs.ts'
import { pagesOf } from './pages.ts'
import { openEngine, type PdfEngine, type Typeset, TypesettingError } from './pdf-engine.ts'
import { showingTitle } from './showing-title.ts'

export interface ExportJob {
  readonly brief: Brief
  /** The file to write; one that is there already is replaced by the finished one, and only by it. */
  readonly out: string
  /** The bundled font files, from `fontFiles`. */
  readonly fonts: readonly string[]
  readonly onProgress?: (stage: ExportStage) => void
  readonly signal?: AbortSignal
}

/**
 * Sets a brief and writes it: under a passing name in the same folder, flushed, renamed, the folder flushed, its size
 * read back. Whatever fails or is cancelled leaves no file and does not touch the one that was there. A link is followed
 * to the file it names; what is there and is no file (a folder, a device, a pipe) is refused.
 */
export async function exportFile({ brief, out, fonts, onProgress, signal }: ExportJob): Promise<Exported> {
  refuseIfCancelled(signal)
  const target = await targetOf(out)
  onProgress?.('typesetting')
  const { engine, has } = await warmPress(fonts)
  refuseMissingGlyphs(brief, has)
  // The compiler will not let go until it is done: what is waiting (a cancel, a progress report) goes first.
  await setImmediate()
  refuseIfCancelled(signal)
  const { pdf, pages } = typeset(engine, brief)
  await setImmediate()
  refuseIfCancelled(signal)
  onProgress?.('writing')
  await writeWhole(target, pdf, signal)
  return { path: out, bytes: pdf.length, pages }
}

/**
 * PDF/UA where the compiler can check it. A text it does not accept for that (a skipped heading level, say) is set as an
 * ordinary tagged file, which claims nothing.
 */
export function typeset(engine: PdfEngine, brief: Brief): Typeset {
  const pages = pagesOf(brief)
  if (engine.standards.includes('ua-1')) {
    try {
      return engine.typeset(pages, 'ua-1')
    } catch (error) {
      if (!(error instanceof TypesettingError)) throw error
    }
  }
  const plain = engine.typeset(pages)
  return { ...plain, pdf: showingTitle(plain.pdf) }
}

interface WarmPress {
  readonly engine: PdfEngine
  readonly has: HasGlyph
}

let warm: { readonly fonts: string; readonly press: Promise<WarmPress> } | null = null

/** The compiler with its fonts, kept for the next brief. */
function warmPress(fonts: readonly string[]): Promise<WarmPress> {
  const key = fonts.join('\n')
  if (warm?.fonts !== key) {
    const press = openPress(fonts)
    warm = { fonts: key, press }
    press.catch(() => {
      warm = null
    })
  }
  return warm.press
}

async function openPress(fonts: readonly string[]): Promise<WarmPress> {
  const bytes = await Promise.all(fonts.map((file) => readFile(file)))
  return { engine: await openEngine(bytes), has: coverageOf(bytes) }
}

/** The file that is written: `out`, or what it links to. */
async function targetOf(out: string): Promise<string> {
  try {
    const found = await lstat(out).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (found === null || found.isFile()) return out
    const target = found.isSymbolicLink() ? await realpath(out) : out
    if ((await stat(target)).isFile()) return target
  } catch (error) {
    throw refusalOf(error, out)
  }
  throw new Refusal('refused', { path: out, file: basename(out), cause: 'not-a-file' })
}

const passing = /^\.briefdesk-(\d+)-[0-9a-f-]+\.part$/

async function writeWhole(out: string, pdf: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
  const folder = dirname(out)
  const part = join(folder, `.briefdesk-${process.pid}-${randomUUID()}.part`)
  try {
    await sweep(folder)
    const file = await open(part, 'wx')
    try {
      await file.writeFile(pdf)
      await file.sync()
    } finally {
      await file.close()
    }
    refuseIfCancelled(signal)
    await rename(part, out)
    await flushFolder(folder)
    const { size } = await stat(out)
    if (size !== pdf.length) throw new Refusal('damaged', { path: out })
  } catch (error) {
    await rm(part, { force: true }).catch(() => {})
    throw refusalOf(error, out)
  }
}

function refusalOf(error: unknown, out: string): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(codeOf(error), { path: out, file: basename(out) }, { cause: error })
}

/** Takes away what a press that was ended while it wrote left in this folder: its process is gone and the file is old. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(passing.exec(name)?.[1])
    if (Number.isNaN(pid) || pid === process.pid || isAlive(pid)) continue
    const path = join(folder, name)
    const age = await stat(path).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    )
    if (age > 60_000) await rm(path, { force: true }).catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A rename is only safe once its folder is on the disk; Windows has no such flush and needs none. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  try {
    await handle?.sync()
  } catch {
    // Some network disks refuse it; the file itself is flushed.
  } finally {
    await handle?.close()
  }
}

const codes: Readonly<Record<string, Code>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EBUSY: 'locked',
  ETXTBSY: 'locked',
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EISDIR: 'refused',
  ENOTEMPTY: 'refused',
  EEXIST: 'refused',
  ENAMETOOLONG: 'refused',
}

/** The code for what the disk said. */
export function codeOf(error: unknown): Code {
  return codes[(error as NodeJS.ErrnoException).code ?? ''] ?? 'internal'
}

function refuseIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Refusal('cancelled')
}
