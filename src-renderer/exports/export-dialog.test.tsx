import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { sampleRow } from '../briefings/sample-rows.ts'
import { FakeRefusal, fakeBridge } from '../fake-bridge.ts'
import { click, rendered, settled } from '../rendered.tsx'
import { sizeWords } from '../ui/size-words.ts'
import { ExportProvider, useExport } from './use-export.tsx'

// Components are slow to draw on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

const row = sampleRow()
function Opener() {
  const open = useExport()
  return (
    <button type="button" onClick={() => open(row.id)}>
      開
    </button>
  )
}
async function opened() {
  await rendered(
    <ExportProvider>
      <Opener />
    </ExportProvider>,
  )
  await click('開')
}
const dialog = () => document.querySelector('[role=dialog]')

test('it asks for what was chosen, says how far it is, and then where the file is', async () => {
  let finish: (done: unknown) => void = () => {}
  const bridge = fakeBridge({
    'briefings.list': () => [row],
    'exports.brief': () => new Promise((resolve) => (finish = resolve)),
    'exports.open': () => null,
  })
  await opened()
  await click('English')
  await click('研析筆記 5 則')
  await click('匯出 PDF')
  const [, input] = bridge.asked.find(([name]) => name === 'exports.brief') ?? []
  const { job, ...rest } = input as { job: string }
  await act(async () => bridge.tell('exports.progressed', { job, stage: 'typesetting' }))
  const progress = dialog()?.querySelector('footer [role=status]')?.textContent
  await act(async () => finish({ path: '/x.pdf', bytes: 328_000, pages: 3 }))
  await settled()
  const toast = document.querySelector('.toast')?.textContent
  await click('顯示於資料夾')
  expect({ rest, progress, toast, dialog: dialog(), last: bridge.asked.at(-1) }).toEqual({
    rest: {
      briefing: row.id,
      // What has nothing in it leaves no chapter on paper; what is counted here is never the reason to leave it out.
      options: { lang: 'en', timeline: true, risks: true, notes: false, annotations: true, calendar: 'both' },
    },
    progress: '排版',
    toast: '已匯出 3 頁，328 KB開啟顯示於資料夾',
    dialog: null,
    last: ['exports.open', { job, how: 'folder' }],
  })
})

test('what went wrong stays in the dialog; closing the save dialog is nothing wrong', async () => {
  let code = 'cancelled'
  fakeBridge({
    'briefings.list': () => [row],
    'exports.brief': () => {
      throw new FakeRefusal(code)
    },
  })
  await opened()
  await click('匯出 PDF')
  const seen = [dialog()?.querySelector('[role=alert]')?.textContent]
  code = 'disk-full'
  await click('匯出 PDF')
  seen.push(dialog()?.querySelector('[role=alert]')?.textContent)
  expect(seen).toEqual([undefined, '磁碟空間不足，內容仍在編輯區，請清出空間後再儲存。'])
})

test('a place that cannot be written to is named, and is not told as if it were the library', async () => {
  let code = 'not-found'
  fakeBridge({
    'briefings.list': () => [row],
    'exports.brief': () => {
      throw new FakeRefusal(code, { path: '/gone/brief.pdf' })
    },
  })
  await opened()
  const seen: unknown[] = []
  for (code of ['not-found', 'read-only', 'disk-full', 'locked']) {
    await click('匯出 PDF')
    seen.push(dialog()?.querySelector('[role=alert]')?.textContent)
  }
  expect(seen).toEqual([
    '無法存到「/gone/brief.pdf」，請換一個位置。',
    '無法存到「/gone/brief.pdf」，請換一個位置。',
    '磁碟空間不足，無法存到「/gone/brief.pdf」。請清出空間或換一個位置。',
    '「/gone/brief.pdf」正由另一個程式開啟。請在那裡關閉，或換一個檔名。',
  ])
})

test('a language the briefing does not have cannot be chosen, and the reason stands beside it', async () => {
  const only = sampleRow({ head: { languages: ['zh-TW'] } })
  fakeBridge({ 'briefings.list': () => [only] })
  await opened()
  const radios = [...(dialog()?.querySelectorAll<HTMLButtonElement>('[role=radio]') ?? [])].slice(0, 3)
  expect({
    disabled: radios.map((each) => each.disabled),
    reason: dialog()?.querySelector('.hint')?.textContent,
  }).toEqual({ disabled: [false, true, true], reason: '這份簡報沒有英文版' })
})

test('sizes are said as people say them', () => {
  expect([sizeWords(400), sizeWords(328_400), sizeWords(1_449_000)]).toEqual(['1 KB', '328 KB', '1.4 MB'])
})
