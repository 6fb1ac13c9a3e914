import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backupsIn } from './backup-names.ts'
import { type BackupOrder, copyLibrary, makeBackup } from './backups.ts'
import { making, sizeOf } from './disk.ts'

/**
 * Backs a library up before its schema is changed: once for one state of it. These backups are all kept, so a migration
 * that cannot be done must not make one at every start.
 */
export function backUpBeforeMigration(order: Omit<BackupOrder, 'label'>): void {
  const { source, folder } = order
  const last = backupsIn(folder, 'library').find(({ label }) => label === 'migration')
  if (last === undefined || !saysTheSame(source, join(folder, last.name), folder)) {
    makeBackup({ ...order, label: 'migration' })
  }
}

/** Two tidy copies of one state are alike byte for byte. */
function saysTheSame(library: string, backup: string, folder: string): boolean {
  const copy = join(folder, `${making}compared.sqlite`)
  try {
    copyLibrary(library, copy, folder)
    return sizeOf(copy) === sizeOf(backup) && readFileSync(copy).equals(readFileSync(backup))
  } finally {
    rmSync(copy, { force: true })
  }
}
