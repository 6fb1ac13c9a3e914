import type { Backup, LibraryState } from '../../src-shared/library/library.ts'
import type { RecoveryReport } from '../../src-shared/library/recovery.ts'

/** For tests only: a backup as it is listed. */
export const fakeBackup: Backup = {
  id: 'library/briefdesk-0002',
  place: 'library',
  name: 'briefdesk-0002',
  number: 2,
  made: '2026-07-10T01:12:00.000Z',
  label: 'manual',
  briefings: 4,
  annotations: 12,
  bytes: 1_400_000,
}

/** For tests only: a library that is well. */
export const fakeLibrary: LibraryState = {
  folder: '/desk/library',
  readOnly: false,
  bytes: 1_400_000,
  counts: { briefings: 4, versions: 5, annotations: 12, removed: 1, drafts: 0 },
  lastBackup: fakeBackup,
  lastVerify: null,
  secondFolder: null,
  notices: [],
  report: null,
  busy: null,
}

/** For tests only: what a recovery says of itself. */
export const fakeReport: RecoveryReport = {
  id: '2026-07-11',
  at: '2026-07-11T02:00:00.000Z',
  cause: 'check-failed',
  setAside: '/desk/library/set-aside/2026-07-11',
  backup: { name: 'briefdesk-0002', made: '2026-07-10T01:12:00.000Z' },
  badBackups: [],
  salvage: {
    state: 'part',
    taken: { briefings: 0, versions: 0, annotations: 3 },
    removals: 1,
    drafts: 0,
    kept: 0,
  },
  lost: { briefings: 0, versions: 0, annotations: 2 },
  uncounted: false,
  samples: false,
  now: { briefings: 4, versions: 5, annotations: 13 },
}
