import { Worker } from 'node:worker_threads'
import { type Code, Refusal, type ReplyData } from '../src-shared/ipc.ts'
import type { JobResult, RunJob } from './library/jobs.ts'
import { Cancelled, type VerifyStage } from './library/verify.ts'

type Told =
  | { readonly type: 'progress'; readonly stage: VerifyStage; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'cancelled' }
  | { readonly type: 'refused'; readonly code: Code; readonly data: ReplyData }

/** How often a cancel is looked for, in milliseconds. */
const lookAgain = 50

/** Does each job in a worker thread of its own, so that the library answers meanwhile. */
export function jobsInThreads(entry: string): RunJob {
  return (job, { onProgress = () => {}, cancelled = () => false }) =>
    new Promise((resolve, reject) => {
      const stop = new Int32Array(new SharedArrayBuffer(4))
      const worker = new Worker(entry, { workerData: { job, stop } })
      // A thread that is stopped from outside could leave its connection open, so it is asked and ends by itself.
      const looking = setInterval(() => {
        if (cancelled()) Atomics.store(stop, 0, 1)
      }, lookAgain)
      const settle = (finish: () => void) => {
        clearInterval(looking)
        finish()
      }
      let told: Told | null = null
      worker.on('message', (message: Told) => {
        if (message.type === 'progress') onProgress(message.stage, message.done, message.total)
        else told = message
      })
      worker.once('error', (error) => settle(() => reject(error)))
      worker.once('exit', () =>
        settle(() => {
          const end = told as Told | null
          if (end?.type === 'done') resolve(end.value as JobResult<typeof job>)
          else if (end?.type === 'refused') reject(new Refusal(end.code, end.data))
          else reject(end?.type === 'cancelled' ? new Cancelled() : new Refusal('unavailable'))
        }),
      )
    })
}
