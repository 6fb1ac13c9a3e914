import { Refused } from '../api.ts'

/** Files of one drop that make one import: a folder, or a lone zip. */
export interface Dropped {
  readonly name: string
  /** Reads the files; paths are relative to the folder, with `/`. Refused with `too-large` before anything big is read. */
  readonly read: () => Promise<readonly DroppedFile[]>
}

/** What the door lets through in one import. */
export const mostFiles = 2000
export const mostBytes = 100_000_000

export interface DroppedFile {
  readonly path: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** True while files (not words) are being dragged. */
export function holdsFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false
}

/** What was dropped. Must be called while the drop is being handled; the reading can come later. */
export function droppedOf(transfer: DataTransfer): readonly Dropped[] {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null)
  const folders = entries.filter(isFolder)
  const files = entries.filter(isFile)
  const zips = files.filter((file) => isZip(file.name))
  const loose = files.filter((file) => !isZip(file.name) && !isLitter(file.name))
  return [
    ...folders.map((folder) => ({ name: folder.name, read: async () => taken(await readFolder(folder, '')) })),
    ...zips.map((zip) => ({ name: zip.name, read: async () => taken([await readFile(zip, '')]) })),
    // The files of a folder, taken without their folder.
    ...(loose[0]
      ? [
          {
            name: loose[0].name,
            read: async () => taken(await Promise.all(loose.map((file) => readFile(file, '')))),
          },
        ]
      : []),
  ]
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isZip = (name: string) => name.toLowerCase().endsWith('.zip')
/** What systems leave in folders and nobody means to import. */
const isLitter = (name: string) => name.startsWith('.') || ['Thumbs.db', 'desktop.ini', '__MACOSX'].includes(name)

interface Found {
  readonly path: string
  readonly file: File
}

async function taken(found: readonly Found[]): Promise<readonly DroppedFile[]> {
  const bytes = found.reduce((sum, { file }) => sum + file.size, 0)
  if (found.length > mostFiles || bytes > mostBytes) throw new Refused('too-large')
  return Promise.all(found.map(async ({ path, file }) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) })))
}

async function readFolder(folder: FileSystemDirectoryEntry, inside: string): Promise<Found[]> {
  const reader = folder.createReader()
  const found: Found[] = []
  // A reader gives its entries in portions of a hundred; an empty one is the last.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0 || found.length > mostFiles) return found
    for (const entry of entries) {
      if (isLitter(entry.name)) continue
      if (isFolder(entry)) found.push(...(await readFolder(entry, `${inside}${entry.name}/`)))
      else if (isFile(entry)) found.push(await readFile(entry, inside))
    }
  }
}

async function readFile(entry: FileSystemFileEntry, inside: string): Promise<Found> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
  return { path: `${inside}${entry.name}`, file }
}
