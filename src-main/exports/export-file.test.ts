import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import en from '../../locales/en/exports.json' with { type: 'json' }
import zh from '../../locales/zh-TW/exports.json' with { type: 'json' }
import type { Brief } from '../../src-shared/exports/brief.ts'
import { Refusal } from '../../src-shared/ipc.ts'
import { readFolder } from '../briefings/authoring/read-folder.ts'
import { composeBrief } from './compose.ts'
import { codeOf, exportFile } from './export-file.ts'
import { fontFiles } from './fonts.ts'
import { contextForTests, everything, sampleForTests } from './paper-for-tests.ts'
import { type FromPress, press } from './press.ts'

const context = contextForTests(zh.paper, en.paper)

const fonts = fontFiles('node_modules/@expo-google-fonts')
let folder: string
let brief: Brief

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-export-'))
  brief = composeBrief(
    await sampleForTests(readFolder, 'waico'),
    [],
    { ...everything, timeline: false, notes: false },
    context,
  )
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'written',
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  )

test('a brief is written whole, its size and pages told, and nothing else is left in the folder', async () => {
  const out = join(folder, '簡報 一.pdf')
  const stages: string[] = []
  const exported = await exportFile({ brief, out, fonts, onProgress: (stage) => stages.push(stage) })
  expect(exported).toMatchObject({ path: out, bytes: statSync(out).size })
  expect(exported.pages).toBeGreaterThan(5)
  expect([stages, readdirSync(folder)]).toEqual([['typesetting', 'writing'], ['簡報 一.pdf']])
})

test('a file that was there is replaced by the finished one, and kept when the export fails or is cancelled', async () => {
  const out = join(folder, 'brief.pdf')
  writeFileSync(out, 'the old one')
  const control = new AbortController()
  const cancelled = exportFile({ brief, out, fonts, signal: control.signal, onProgress: () => control.abort() })
  expect(await refusal(cancelled)).toBe('cancelled')
  const unwritable = { ...brief, title: '\u{31350}' }
  expect(await refusal(exportFile({ brief: unwritable, out, fonts }))).toBe('refused')
  expect([readFileSync(out, 'utf8'), readdirSync(folder)]).toEqual(['the old one', ['brief.pdf']])
  await exportFile({ brief, out, fonts })
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-')
})

test('a folder that is not there, a folder as the file, and a missing font are named, and leave no trace', async () => {
  const target = join(folder, 'taken.pdf')
  mkdirSync(join(target, 'inside'), { recursive: true })
  expect(await refusal(exportFile({ brief, out: join(folder, 'none', 'a.pdf'), fonts }))).toBe('not-found')
  expect(await refusal(exportFile({ brief, out: target, fonts }))).toBe('refused')
  expect(() => fontFiles(folder)).toThrow(expect.objectContaining({ code: 'unavailable' }))
  expect(readdirSync(folder)).toEqual(['taken.pdf'])
})

test('a link is followed to its file, and what is there and is no file is refused before anything is set', async () => {
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'real.pdf'), 'the old one')
  symlinkSync(join(elsewhere, 'real.pdf'), join(folder, 'link.pdf'))
  symlinkSync(elsewhere, join(folder, 'folder.pdf'))
  symlinkSync(join(folder, 'nothing'), join(folder, 'dangling.pdf'))
  const stages: string[] = []
  const onProgress = (stage: string) => stages.push(stage)
  const codes = []
  for (const name of ['folder.pdf', 'dangling.pdf']) {
    codes.push(await refusal(exportFile({ brief, out: join(folder, name), fonts, onProgress })))
  }
  execFileSync('mkfifo', [join(folder, 'pipe.pdf')])
  codes.push(await refusal(exportFile({ brief, out: join(folder, 'pipe.pdf'), fonts, onProgress })))
  expect([codes, stages]).toEqual([['refused', 'not-found', 'refused'], []])
  await exportFile({ brief, out: join(folder, 'link.pdf'), fonts })
  expect([
    lstatSync(join(folder, 'link.pdf')).isSymbolicLink(),
    readFileSync(join(elsewhere, 'real.pdf')).subarray(0, 5).toString(),
    readdirSync(elsewhere),
    lstatSync(join(folder, 'pipe.pdf')).isFIFO(),
  ]).toEqual([true, '%PDF-', ['real.pdf'], true])
})

test('what the disk says has a code of its own', () => {
  const said = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EBUSY', 'ENAMETOOLONG', 'EIO'].map((code) => codeOf({ code }))
  expect(said).toEqual(['disk-full', 'disk-full', 'read-only', 'read-only', 'locked', 'refused', 'internal'])
})

test('what a dead press left half written is taken away by the next one; what another may still be writing is not', async () => {
  const dead = join(folder, '.briefdesk-999999999-0000-0000.part')
  const alive = join(folder, `.briefdesk-${process.ppid}-0000-0000.part`)
  for (const file of [dead, alive]) {
    writeFileSync(file, 'half')
    utimesSync(file, new Date(0), new Date(0))
  }
  await exportFile({ brief, out: join(folder, 'a.pdf'), fonts })
  expect([existsSync(dead), existsSync(alive)]).toEqual([false, true])
})

test('the press does one job after the other, survives a refused one, hears a cancel, and rings when idle', async () => {
  const told: FromPress[] = []
  await new Promise<void>((idle) => {
    const take = press({
      fonts: () => fonts,
      tell: (message) => told.push(message),
      log: () => {},
      onIdle: idle,
      idle: 50,
    })
    take({ type: 'press', job: 'a', brief, out: join(folder, 'a.pdf') })
    take({ type: 'press', job: 'b', brief, out: join(folder, 'none', 'b.pdf') })
    take({ type: 'press', job: 'c', brief, out: join(folder, 'c.pdf') })
    take({ type: 'cancel', job: 'c' })
  })
  const ends = told.filter((message) => message.type !== 'progress')
  expect(ends.map((message) => [message.job, message.type, message.type === 'failed' ? message.code : ''])).toEqual([
    ['a', 'done', ''],
    ['b', 'failed', 'not-found'],
    ['c', 'failed', 'cancelled'],
  ])
  expect(readdirSync(folder)).toEqual(['a.pdf'])
})
