import { act } from 'react'
import { expect, test } from 'vitest'
import { LibraryState } from './app-library-state.tsx'
import { Side } from './app-side.tsx'
import { collectionKey } from './briefings/library-filter.ts'
import { sampleRows } from './briefings/sample-rows.ts'
import { fakeBridge } from './fake-bridge.ts'
import { click, rendered } from './rendered.tsx'

test('the rail shows what there is: library and collections with counts, settings, and what was blocked', async () => {
  fakeBridge({ 'briefings.list': () => sampleRows })
  const chosen: (string | null)[] = []
  await rendered(<Side collection={null} onCollection={(key) => chosen.push(key)} />)
  const places = [...document.querySelectorAll('.nav')].map((each) => each.textContent)
  const current = document.querySelector('[aria-current=page]')?.textContent
  await click('聯合國1')
  expect({ places, current, chosen }).toEqual({
    places: ['書庫4', '註記12', '全球 AI 治理3', '聯合國1', 'English', '設定', '離線，已擋下 2 次連線'],
    current: '書庫4',
    chosen: [collectionKey({ 'zh-TW': '聯合國' })],
  })
})

test('a library that is restarted or cannot be opened is told, with the one reason that helps', async () => {
  const bridge = fakeBridge()
  await rendered(<LibraryState />)
  const said: (string | null | undefined)[] = []
  for (const fact of [
    { state: 'restarting' },
    { state: 'failed', code: 'newer-library' },
    { state: 'failed', code: 'internal' },
    { state: 'ready' },
  ]) {
    await act(async () => bridge.tell('library.changed', fact))
    said.push(document.querySelector('.notice')?.textContent)
  }
  expect(said).toEqual([
    '書庫正在重新啟動，稍候即可繼續；已儲存的內容都在',
    '這個書庫由較新版本的案頭建立。請更新案頭後再開啟；書庫沒有更動。',
    '書庫無法啟動。已儲存的內容仍在書庫資料夾裡，沒有更動。請重新啟動案頭；若仍無法開啟，請保留整個資料夾並洽資訊單位。',
    undefined,
  ])
})
