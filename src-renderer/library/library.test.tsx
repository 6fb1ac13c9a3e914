import { act } from 'react'
import { expect, test, vi } from 'vitest'
import type { LibraryState, RestorePreview } from '../../src-shared/library/library.ts'
import { LibraryState as LibraryStateLine } from '../app-library-state.tsx'
import { sampleRow } from '../briefings/sample-rows.ts'
import { type Answers, FakeRefusal, fakeBridge } from '../fake-bridge.ts'
import { click, rendered, settled } from '../rendered.tsx'
import { fakeBackup, fakeLibrary, fakeReport } from './fake-library.ts'
import { LibraryWarning } from './library-notices.tsx'
import { LibrarySection } from './library-section.tsx'
import { RecoveryReportDialog } from './recovery-report.tsx'

// Components are slow to draw on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

const library = (state: Partial<LibraryState> = {}, answers: Answers = {}) =>
  fakeBridge({
    'library.state': () => ({ ...fakeLibrary, ...state }),
    'library.backups': () => [fakeBackup, { ...fakeBackup, id: 'older', name: 'older', annotations: 10 }],
    'annotations.removed': () => [],
    ...answers,
  })
const dialog = () => document.querySelector('[role=dialog]')
const said = (what: string) => document.querySelector(`[data-said=${what}]`)?.textContent
const failure = () => document.querySelector('[role=alert]')?.textContent
const today = (hours: number, minutes: number) => {
  const at = new Date()
  at.setHours(hours, minutes, 0, 0)
  return at.toISOString()
}

test('it says where the library is, what it holds, and when it was last backed up and checked', async () => {
  const lastVerify = {
    at: today(9, 30),
    ok: true,
    structure: [],
    searchIndex: 'none',
    checked: { records: 120, versions: 5 },
    counts: fakeLibrary.counts,
    damaged: [],
    damagedHistory: [],
    damagedDrafts: [],
  } as const
  library({ lastBackup: { ...fakeBackup, made: today(9, 12) }, lastVerify })
  await rendered(<LibrarySection />)
  expect([
    document.querySelector('.path')?.textContent,
    document.body.textContent?.includes('簡報 4 份、版本 5 個、註記 12 則、可還原的註記 1 則、草稿 0 份1.4 MB'),
    said('backup'),
    said('verify'),
  ]).toEqual(['/desk/library', true, '今天 09:12 已備份並驗證。', '今天 09:30 檢查完好，共 120 筆紀錄、5 個版本。'])
})

test('a check says how far it is and can be stopped; stopping is no failure', async () => {
  let stop: () => void = () => {}
  const bridge = library(
    {},
    {
      'library.verify': () => new Promise((_, refuse) => (stop = () => refuse(new FakeRefusal('cancelled')))),
      'library.cancelVerify': () => stop(),
    },
  )
  await rendered(<LibrarySection />)
  await click('立即檢查')
  await act(async () => bridge.tell('library.progressed', { job: 'verify', stage: 'records', done: 40, total: 120 }))
  const line = document.querySelector('.care-work')?.textContent
  await click('停止')
  await act(async () => bridge.tell('library.noticed', {}))
  await settled()
  expect([line, document.querySelector('.care-work'), failure()]).toEqual(['正在逐筆核對40／120停止', null, undefined])
})

test('a backup that was not made says why, and that the older ones are there', async () => {
  library(
    {},
    {
      'library.backup': () => {
        throw new FakeRefusal('disk-full')
      },
    },
  )
  await rendered(<LibrarySection />)
  await click('立即備份')
  expect(failure()).toBe('備份沒有完成：磁碟空間不足。先前的備份都還在。')
})

const preview: RestorePreview = {
  backup: fakeBackup,
  good: true,
  counts: fakeLibrary.counts,
  briefings: { added: 0, changed: 0, removed: 1 },
  annotations: { added: 2, changed: 1, removed: 3 },
}

test('a backup is looked at first: what would come back, change and go; then it is restored', async () => {
  const bridge = library({}, { 'library.previewRestore': () => preview, 'library.restore': () => null })
  await rendered(<LibrarySection />)
  await click('所有備份…')
  const rows = [...document.querySelectorAll('[data-backup]')].map((row) => row.textContent)
  const buttons = document.querySelectorAll<HTMLElement>('[data-backup] button')
  await act(async () => buttons[1]?.click())
  await settled()
  const would = [...(dialog()?.querySelectorAll('li') ?? [])].map((each) => each.textContent)
  const question = dialog()?.querySelector('.care-ask')?.textContent
  const before = bridge.asked.some(([name]) => name === 'library.restore')
  await click('還原這份備份')
  expect({
    rows: rows.map((row) => row?.replace(/^.*\d\d:\d\d/u, '')),
    would,
    question,
    before,
    asked: bridge.asked.filter(([name]) => /estore$/u.test(name)),
    dialog: dialog(),
    toast: document.querySelector('.toast')?.textContent?.startsWith('書庫已還原為'),
  }).toEqual({
    rows: ['手動4121.4 MB書庫旁預覽', '手動4101.4 MB書庫旁預覽'],
    would: ['簡報：加回 0 份，改變 0 份，移除 1 份。', '註記：加回 2 則，改回 1 則，移除 3 則。'],
    question: '要把整個書庫換成這份備份嗎？',
    before: false,
    asked: [
      ['library.previewRestore', { backup: 'older' }],
      ['library.restore', { backup: 'older' }],
    ],
    dialog: null,
    toast: true,
  })
})

test('a damaged backup cannot be restored', async () => {
  library(
    {},
    {
      'library.previewRestore': () => {
        throw new FakeRefusal('damaged', { what: 'backup' })
      },
    },
  )
  await rendered(<LibrarySection />)
  await click('所有備份…')
  await act(async () => document.querySelector<HTMLElement>('[data-backup] button')?.click())
  await settled()
  const words = [...document.querySelectorAll('[role=dialog] button')].map((each) => each.textContent)
  expect([failure(), words.includes('還原這份備份')]).toEqual([
    '這份備份不能用：內容已損毀。書庫沒有更動，其他備份不受影響。',
    false,
  ])
})

test('damaged records are repaired from backups, and what came of it is said in numbers', async () => {
  const notices = [
    { code: 'damaged-records', data: { count: 3 } },
    { code: 'backup-failed', data: { cause: 'damaged' } },
  ] as const
  library(
    { notices },
    {
      'library.repair': () => ({
        exact: 2,
        older: [{ table: 'annotations', id: 'a', from: '2026-07-10T01:12:00.000Z' }],
        left: [],
        history: 0,
        historyLeft: [],
      }),
    },
  )
  await rendered(
    <>
      <LibraryWarning />
      <LibrarySection />
    </>,
  )
  const before = [...document.querySelectorAll('[data-notice] p')].map((each) => each.textContent)
  const side = document.querySelector('.care-warning')?.textContent
  await click('用備份修復')
  expect([before, side, document.querySelector('.care-notices [role=status]')?.textContent]).toEqual([
    ['有 3 筆資料已損毀，不會顯示其內容。可用備份修復。', '上次備份沒有成功。先前的備份都還在。 原因：內容已損毀。'],
    '書庫有損毀，請看設定',
    expect.stringContaining('修復完成：2 筆逐字還原，1 筆換成較舊的內容，0 筆無法修復。'),
  ])
})

test('a damaged history can be repaired from backups, and what of it stays unproven is said', async () => {
  const notices = [{ code: 'damaged-history', data: { count: 2 } }] as const
  const left = [{ table: 'annotations', id: 'a', briefing: null }]
  library({ notices }, { 'library.repair': () => ({ exact: 0, older: [], left: [], history: 3, historyLeft: left }) })
  await rendered(<LibrarySection />)
  const before = document.querySelector('[data-notice=damaged-history] p')?.textContent
  await click('用備份修復')
  expect([before, document.querySelector('.care-notices [role=status]')?.textContent]).toEqual([
    '有 2 筆資料的紀錄無法證實。備份照常進行；修復之前，先前的備份一份也不會移除。',
    expect.stringContaining('另有 3 則紀錄逐字還原。 仍有 1 筆資料的紀錄無法證實；只要還是這樣，備份一份也不會移除。'),
  ])
})

test('a second folder that is there and cannot be read says so, and is not called empty', async () => {
  const second = { folder: '/stick', state: 'failed', last: null } as const
  library({
    secondFolder: second,
    notices: [{ code: 'second-folder-failed', data: { folder: '/stick', cause: 'unavailable' } }],
  })
  await rendered(<LibrarySection />)
  expect([
    document.querySelector('[data-notice] p')?.textContent,
    [...document.querySelectorAll('.care-lost')].map((each) => each.textContent),
  ]).toEqual([
    '第二備份資料夾無法讀寫：/stick。書庫旁的備份照常進行。 原因：資料夾無法使用。',
    ['目前無法讀取這個資料夾。'],
  ])
})

test('a library that can only be read offers nothing that writes', async () => {
  library({ readOnly: true, notices: [{ code: 'read-only', data: { folder: '/desk/library', cause: 'read-only' } }] })
  await rendered(
    <>
      <LibraryWarning />
      <LibrarySection />
    </>,
  )
  const off = [...document.querySelectorAll('button:disabled')].map((each) => each.textContent)
  expect([document.querySelector('.care-warning')?.textContent, off]).toEqual([
    '書庫唯讀',
    ['搬移書庫…', '立即備份', '選擇資料夾…'],
  ])
})

test('the report of a recovery stays until it is acknowledged', async () => {
  let report: LibraryState['report'] = fakeReport
  const bridge = library(
    {},
    {
      'library.state': () => ({ ...fakeLibrary, report }),
      'library.acknowledgeReport': () => {
        report = null
        return null
      },
    },
  )
  await rendered(<RecoveryReportDialog />)
  const words = [...(dialog()?.querySelectorAll('li, .care-lost') ?? [])].map((each) => each.textContent)
  await click('知道了')
  expect([words.slice(1), dialog(), bridge.asked.find(([name]) => name === 'library.acknowledgeReport')]).toEqual([
    [
      '損毀的檔案只讀得出一部分。',
      '從損毀的檔案救回並逐筆核對：簡報 0 份、版本 0 個、註記 3 則。',
      '另有 1 則移除也一併套用。',
      '確定沒有救回：簡報 0 份、版本 0 個、註記 2 則。',
    ],
    null,
    ['library.acknowledgeReport', { report: '2026-07-11' }],
  ])
})

test('a damaged library that did not open can be put together again, after asking', async () => {
  const bridge = library({}, { 'library.recover': () => null })
  await rendered(<LibraryStateLine />)
  await act(async () => bridge.tell('library.changed', { state: 'failed', code: 'damaged' }))
  await click('重新組成書庫…')
  const before = bridge.asked.some(([name]) => name === 'library.recover')
  await click('重新組成')
  expect([before, bridge.asked.some(([name]) => name === 'library.recover'), dialog()]).toEqual([false, true, null])
})

test('a library that has no room to open is told as that, not as an editor that could not save', async () => {
  const bridge = library()
  await rendered(<LibraryStateLine />)
  await act(async () => bridge.tell('library.changed', { state: 'failed', code: 'disk-full' }))
  const words = document.querySelector('[role=status] p')?.textContent
  expect([words?.includes('磁碟空間不足'), words?.includes('編輯器')]).toEqual([true, false])
})

test('deleted annotations stand under their briefing and come back', async () => {
  const row = sampleRow()
  const mark = {
    id: 'a1',
    briefing: row.id,
    kind: 'fact',
    note: '查證章程草案',
    tags: [],
    target: { type: 'text', lang: 'zh-TW', selectors: [{ exact: '這是一項提案' }] },
    removed: today(8, 5),
    offered: true,
  }
  const bridge = library(
    {},
    {
      'briefings.list': () => [row],
      'annotations.removed': () => [mark, { ...mark, id: 'a2', offered: false }],
      'annotations.restore': () => ({ ...mark, hlc: 'h2' }),
    },
  )
  await rendered(<LibrarySection />)
  const place = document.querySelector('.care-removed')
  const shown = [place?.querySelector('h4')?.textContent, place?.querySelector('li > div')?.textContent]
  await click('還原註記：查證章程草案')
  expect([
    shown,
    place?.querySelectorAll('li').length,
    bridge.asked.find(([name]) => name === 'annotations.restore'),
    document.querySelector('.toast')?.textContent,
  ]).toEqual([
    ['上海提案', '事實今天 08:05 刪除這是一項提案查證章程草案'],
    1,
    ['annotations.restore', { id: 'a1' }],
    '已還原註記復原',
  ])
})
