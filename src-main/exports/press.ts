import type { Brief } from '../../src-shared/exports/brief.ts'
import type { Exported, ExportStage } from '../../src-shared/exports/export.ts'
import { type Code, Refusal, type ReplyData } from '../../src-shared/ipc.ts'
import { exportFile } from './export-file.ts'

/** What the press process is told, and what it tells. */
export type ToPress =
  | { readonly type: 'press'; readonly job: string; readonly brief: Brief; readonly out: string }
  | { readonly type: 'cancel'; readonly job: string }

export type FromPress =
  | { readonly type: 'progress'; readonly job: string; readonly stage: ExportStage }
  | { readonly type: 'done'; readonly job: string; readonly exported: Exported }
  | { readonly type: 'failed'; readonly job: string; readonly code: Code; readonly data: ReplyData }

export interface PressRoom {
  readonly fonts: () => readonly string[]
  readonly tell: (message: FromPress) => void
  readonly log: (error: unknown) => void
  /** Called when there has been nothing to do for `idle` milliseconds. */
  readonly onIdle: () => void
  readonly idle: number
}

/**
 * Takes jobs one after the other and never dies of one. A cancel that arrives between the steps of a job ends it here;
 * during typesetting nothing arrives, and the shell ends the whole process instead.
 */
export function press({ fonts, tell, log, onIdle, idle }: PressRoom): (message: ToPress) => void {
  const jobs = new Map<string, AbortController>()
  let turn: Promise<void> = Promise.resolve()
  let bell = setTimeout(onIdle, idle)

  const work = async (job: string, brief: Brief, out: string, signal: AbortSignal): Promise<void> => {
    try {
      const onProgress = (stage: ExportStage) => tell({ type: 'progress', job, stage })
      tell({ type: 'done', job, exported: await exportFile({ brief, out, fonts: fonts(), onProgress, signal }) })
    } catch (error) {
      if (!(error instanceof Refusal)) log(error)
      const { code, data } = error instanceof Refusal ? error : new Refusal('internal')
      tell({ type: 'failed', job, code, data })
    } finally {
      jobs.delete(job)
      if (jobs.size === 0) bell = setTimeout(onIdle, idle)
    }
  }

  return (message) => {
    if (message.type === 'cancel') return jobs.get(message.job)?.abort()
    const { job, brief, out } = message
    clearTimeout(bell)
    const control = new AbortController()
    jobs.set(job, control)
    turn = turn.then(() => work(job, brief, out, control.signal))
  }
}
