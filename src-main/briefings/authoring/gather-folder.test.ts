import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Refusal } from '../../../src-shared/ipc.ts'
import { gatherFolder } from './gather-folder.ts'
import { limits } from './limits.ts'
import { newReport } from './report.ts'

const folders: string[] = []

afterEach(async () => {
  for (const each of folders.splice(0)) await rm(each, { recursive: true })
})

async function folder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'authoring-'))
  folders.push(root)
  return root
}

test('links out of a folder, folders in the place of files and files that are too large are told and not read', async () => {
  const root = await folder()
  const secret = join(await folder(), 'secret.csv')
  await writeFile(secret, 'secret')
  await writeFile(join(root, 'briefing.yaml'), 'format: 1')
  await symlink(secret, join(root, 'terms.csv'))
  await symlink(join(secret, '..'), join(root, 'notes'))
  await mkdir(join(root, 'risks.csv'))
  await mkdir(join(root, 'drafts'))
  await writeFile(join(root, 'sources.csv'), Buffer.alloc(limits.file + 1))
  const report = newReport()
  const files = await gatherFolder(root, report)
  expect([...files.keys()]).toEqual(['briefing.yaml'])
  expect(report.warnings()).toEqual([{ file: 'drafts', line: null, code: 'file-unknown', data: {} }])
  let told: unknown
  try {
    report.refuseIfWrong()
  } catch (error) {
    told = error instanceof Refusal ? error.data : error
  }
  expect(told).toEqual({
    problems: [
      { file: 'notes', line: null, code: 'symbolic-link', data: {} },
      { file: 'risks.csv', line: null, code: 'not-readable', data: {} },
      { file: 'sources.csv', line: null, code: 'file-too-large', data: { megabytes: 10 } },
      { file: 'terms.csv', line: null, code: 'symbolic-link', data: {} },
    ],
  })
})
