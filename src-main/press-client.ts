import { type UtilityProcess, utilityProcess } from 'electron'
import type { Brief } from '../src-shared/exports/brief.ts'
import type { Exported, ExportStage } from '../src-shared/exports/export.ts'
import { type Code, Refusal, type ReplyData } from '../src-shared/ipc.ts'

export interface PressClient {
  /** Has a brief set and written to a file. Refuses with `cancelled` when the signal fires; then no file is left. */
  readonly print: (job: PressJob) => Promise<Exported>
  readonly close: () => void
}

export interface PressJob {
  readonly job: string
  readonly brief: Brief
  readonly out: string
  readonly onStage: (stage: ExportStage) => void
  readonly signal: AbortSignal
}

type Told =
  | { readonly type: 'progress'; readonly job: string; readonly stage: ExportStage }
  | { readonly type: 'done'; readonly job: string; readonly exported: Exported }
  | { readonly type: 'failed'; readonly job: string; readonly code: Code; readonly data?: ReplyData }

/**
 * The press process, started when first needed. Typesetting is synchronous there, so a cancel ends the process;
 * the file is written under a temporary name that the next start sweeps, never under its own.
 */
export function pressClient(entry: string): PressClient {
  let child: UtilityProcess | null = null
  const running = () => {
    if (child !== null) return child
    const started = utilityProcess.fork(entry, [], { serviceName: 'Briefdesk press', stdio: 'inherit' })
    started.once('exit', () => {
      if (child === started) child = null
    })
    child = started
    return started
  }
  const print = (wanted: PressJob, again = false): Promise<Exported> => {
    const { job, brief, out, onStage, signal } = wanted
    if (signal.aborted) return Promise.reject(new Refusal('cancelled'))
    return new Promise((resolve, reject) => {
      const press = running()
      let writing = false
      const settle = (finish: () => void) => {
        press.off('message', heard)
        press.off('exit', died)
        signal.removeEventListener('abort', cancel)
        finish()
      }
      const heard = (message: unknown) => {
        const told = message as Told
        if (told.job !== job) return
        if (told.type === 'progress') {
          writing = told.stage === 'writing'
          onStage(told.stage)
        } else if (told.type === 'done') settle(() => resolve(told.exported))
        else settle(() => reject(new Refusal(told.code, told.data)))
      }
      const died = (code: number) =>
        settle(() => {
          if (signal.aborted) return reject(new Refusal('cancelled'))
          // A press that went home in order had been idle: the job crossed it at the door and goes to a fresh one.
          if (code === 0 && !again) return void print(wanted, true).then(resolve, reject)
          reject(new Refusal('unavailable'))
        })
      // Once the file is being written it is finished: it must not be said that nothing was written.
      const cancel = () => {
        if (!writing) press.kill()
      }
      press.on('message', heard)
      press.once('exit', died)
      signal.addEventListener('abort', cancel)
      press.postMessage({ type: 'press', job, brief, out })
    })
  }
  // One after the other, here and not in the process: ending the process then ends one job and no other.
  let turn: Promise<unknown> = Promise.resolve()
  return {
    print: (job) => {
      const printed = turn.then(() => print(job))
      turn = printed.catch(() => {})
      return printed
    },
    close: () => child?.kill(),
  }
}
