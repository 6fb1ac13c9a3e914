import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../src-shared/ipc.ts'
import { type Reading, type ReadingTold, readHere } from './reading.ts'

// One reading, then the end. It is given text and gives text; the library is never opened here.
const { what } = workerData as { readonly what: Reading }
const tell = (told: ReadingTold) => parentPort?.postMessage(told)

try {
  tell({ type: 'done', value: await readHere(what) })
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  tell({ type: 'refused', code: error.code, data: error.data })
}
