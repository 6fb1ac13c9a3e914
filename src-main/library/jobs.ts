import { type BackupMade, type BackupOrder, makeBackup, verifyFile } from './backups.ts'
import type { Verified, Watch } from './verify.ts'

/** Long work on a library that goes on beside its one connection, over a connection of its own that only reads. */
export type Job =
  | { readonly type: 'backup'; readonly order: BackupOrder }
  | { readonly type: 'verify'; readonly path: string }

export type JobResult<J extends Job> = J['type'] extends 'backup' ? BackupMade : Verified

/** Does a job somewhere: in a worker thread, so that the library answers meanwhile, or here. */
export type RunJob = <J extends Job>(job: J, watch: Watch) => Promise<JobResult<J>>

export function doJob(job: Job, watch: Watch): BackupMade | Verified {
  return job.type === 'backup' ? makeBackup(job.order, watch) : verifyFile(job.path, watch)
}

/** Does it here, at once: for the command line, which does nothing beside it, and for tests. */
export const runHere: RunJob = async (job, watch) => doJob(job, watch) as JobResult<typeof job>
