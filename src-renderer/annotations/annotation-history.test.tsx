import { expect, test, vi } from 'vitest'
import type { AnnotationHistory, AnnotationVersion } from '../../src-shared/annotations/history.ts'
import { FakeRefusal, fakeBridge } from '../fake-bridge.ts'
import { click, rendered } from '../rendered.tsx'
import { HistoryButton } from './annotation-history.tsx'

// Components are slow to draw on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

const said: AnnotationVersion['said'] = { kind: 'fact', note: '第一次寫的', tags: ['章程'] }
const history: AnnotationHistory = {
  id: 'a1',
  briefing: 'b1',
  removed: false,
  versions: [
    {
      hlc: 'h3',
      at: '2026-07-12T01:00:00Z',
      op: 'change',
      device: 'd1',
      here: true,
      said: { kind: 'question', note: '第二次寫的', tags: [] },
      current: true,
    },
    { hlc: 'h2', at: '2026-07-11T01:00:00Z', op: 'change', device: 'd2', here: false, said: null, current: false },
    { hlc: 'h1', at: '2026-07-10T01:00:00Z', op: 'add', device: 'd1', here: true, said, current: false },
  ],
}
const versions = () => [...document.querySelectorAll('.versions > li')]

test('every version is there with what happened; only proven words are shown and can be brought back', async () => {
  const bridge = fakeBridge({ 'annotations.history': () => history, 'annotations.revert': () => ({}) })
  await rendered(<HistoryButton id="a1" />)
  await click('紀錄')
  const shown = versions().map((each) => [
    each.querySelector('b')?.textContent,
    each.querySelector('.versions-note, p')?.textContent,
    each.querySelectorAll('button').length,
  ])
  await click('帶回這個內容')
  expect([
    shown,
    bridge.asked.find(([name]) => name === 'annotations.revert'),
    versions().length,
    document.querySelector('.toast')?.textContent,
  ]).toEqual([
    [
      ['更改', '第二次寫的', 0],
      ['更改', '這一筆的文字無法證實與當時相同，所以不顯示。', 0],
      ['加上', '第一次寫的', 1],
    ],
    ['annotations.revert', { id: 'a1', hlc: 'h1', expected: 'h3' }],
    0,
    '已帶回舊的內容復原',
  ])
})

test('what could not be brought back is said, and the dialog stays', async () => {
  fakeBridge({
    'annotations.history': () => history,
    'annotations.revert': () => {
      throw new FakeRefusal('read-only')
    },
  })
  await rendered(<HistoryButton id="a1" />)
  await click('紀錄')
  await click('帶回這個內容')
  expect([versions().length, document.querySelector('[role=alert]') !== null]).toEqual([3, true])
})

test('words that were changed elsewhere meanwhile are not replaced: both are shown, and the reader chooses', async () => {
  const theirs = { note: '別處的字', tags: ['算力'], hlc: 'h9' }
  const bridge = fakeBridge({
    'annotations.history': () => history,
    'annotations.revert': ({ expected }: { expected: string }) => {
      if (expected !== 'h9') throw new FakeRefusal('conflict', { current: theirs })
      return { hlc: 'h10' }
    },
  })
  await rendered(<HistoryButton id="a1" />)
  await click('紀錄')
  await click('帶回這個內容')
  const both = [
    document.querySelector('.conflict-choice blockquote')?.textContent,
    document.querySelector('.conflict-choice-tags')?.textContent,
    document.querySelector('.conflict-choice ~ .versions-note')?.textContent,
    document.querySelector('.toast'),
  ]
  await click('仍然帶回選的內容')
  expect([both, bridge.asked.filter(([name]) => name === 'annotations.revert').map(([, input]) => input)]).toEqual([
    ['別處的字', '#算力', '第一次寫的', null],
    [
      { id: 'a1', hlc: 'h1', expected: 'h3' },
      { id: 'a1', hlc: 'h1', expected: 'h9' },
    ],
  ])
})

test('what was changed elsewhere can be left as it is', async () => {
  const bridge = fakeBridge({
    'annotations.history': () => history,
    'annotations.revert': () => {
      throw new FakeRefusal('conflict', { current: { note: '', tags: [], hlc: 'h9' }, removed: true })
    },
  })
  await rendered(<HistoryButton id="a1" />)
  await click('紀錄')
  await click('帶回這個內容')
  await click('保持刪除')
  expect([
    document.querySelector('.conflict-choice'),
    bridge.asked.filter(([name]) => name === 'annotations.revert').length,
  ]).toEqual([null, 1])
})
