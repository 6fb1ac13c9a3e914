import { Worker } from 'node:worker_threads'
import { type Code, Refusal, type ReplyData } from '../src-shared/ipc.ts'
import type { Authored } from './briefings/authoring/author.ts'
import type { HandedFile } from './briefings/authoring/gather-files.ts'
import { readFiles } from './briefings/authoring/read-files.ts'
import { readPath } from './briefings/authoring/read-path.ts'

/** What is to be read: a folder or a zip of the disk, or files that were handed over. */
export type Reading = { readonly path: string } | { readonly files: readonly HandedFile[] }

/** Reads a briefing somewhere: in a thread, so that the library answers meanwhile, or here. */
export type Read = (what: Reading) => Promise<Authored>

/** What a thread answers. */
export type ReadingTold =
  | { readonly type: 'done'; readonly value: Authored }
  | { readonly type: 'refused'; readonly code: Code; readonly data: ReplyData }

/** Here: for the command line, which does nothing beside it, and for tests. */
export const readHere: Read = (what) => ('path' in what ? readPath(what.path) : readFiles(what.files))

/** Each reading in a worker thread of its own; it has no library, and if it takes all memory only it ends. */
export function readInThreads(entry: string): Read {
  return (what) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: { what } })
      worker.once('message', (told: ReadingTold) => {
        if (told.type === 'done') resolve(told.value)
        else reject(new Refusal(told.code, told.data))
      })
      worker.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('too-large') : error),
      )
      // After an answer this says nothing new.
      worker.once('exit', () => reject(new Refusal('unavailable')))
    })
}
