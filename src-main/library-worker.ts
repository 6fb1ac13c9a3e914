import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../src-shared/ipc.ts'
import { doJob, type Job } from './library/jobs.ts'
import { Cancelled } from './library/verify.ts'

// One job, then the end. It opens the library over a connection of its own that only reads.
const { job, stop } = workerData as { readonly job: Job; readonly stop: Int32Array }

try {
  const value = doJob(job, {
    onProgress: (stage, done, total) => parentPort?.postMessage({ type: 'progress', stage, done, total }),
    cancelled: () => Atomics.load(stop, 0) === 1,
  })
  parentPort?.postMessage({ type: 'done', value })
} catch (error) {
  if (error instanceof Cancelled) parentPort?.postMessage({ type: 'cancelled' })
  else if (error instanceof Refusal) parentPort?.postMessage({ type: 'refused', code: error.code, data: error.data })
  else throw error
}
