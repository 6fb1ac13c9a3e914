import { beforeEach, expect, test } from 'vitest'
import type { BriefingChanges, VersionName } from '../../src-shared/briefings/changes.ts'
import { wordDiff } from '../../src-shared/briefings/word-diff.ts'
import { type FakeBridge, fakeBridge } from '../fake-bridge.ts'
import { click, press, rendered } from '../rendered.tsx'
import { forgetKept } from '../ui/kept.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { ChangesScreen } from './changes-screen.tsx'

const id = '019f4989-de80-7a3e-9c41-5b2d8e70f1a6'
const name = (version: string, number: number): VersionName => ({
  ...{ version, number, issued: `2026-07-1${number}` },
  received: '',
})
const versions = [name('one', 1), name('two', 2), name('three', 3)]
const words = (was: string, now: string) => ({ 'zh-TW': wordDiff(was, now) })
const passage = { kind: 'paragraph', moved: false, what: 'same', paragraphWas: 1, paragraphNow: 1 } as const

const changes = (since: string): BriefingChanges => ({
  ...{ briefing: id, title: { 'zh-TW': '上海提案' }, lead: 'zh-TW', languages: ['zh-TW'] },
  marking: { tlp: 'GREEN', secrecy: 'none' },
  since: versions.find(({ version }) => version === since) as VersionName,
  now: name('three', 3),
  head: [],
  passages: [
    { ...passage, id: 'p1', text: words('不變。', '不變。') },
    { ...passage, id: 'p2', text: words('也不變。', '也不變。') },
    {
      ...passage,
      id: 'p3',
      what: 'changed',
      paragraphNow: 3,
      paragraphWas: 3,
      text: words('總部初步考慮設於上海', '總部設於上海'),
    },
    { ...passage, id: 'p4', what: 'removed', paragraphNow: null, paragraphWas: 4, text: words('刪去的一段。', '') },
  ],
  rows: [
    {
      ...{ noun: 'events', id: 'e1', what: 'changed', title: { 'zh-TW': '倡議' } },
      fields: [
        { field: 'when', type: 'date', was: '2025-07-26', now: '2025-07-28' },
        { field: 'status', type: 'plain', was: 'planned', now: 'occurred' },
      ],
    },
    {
      ...{ noun: 'risks', id: 'r1', what: 'changed', title: { 'zh-TW': '碎片化' } },
      fields: [{ field: 'scores.likelihood', type: 'score', scale: 'icd203', was: 'likely', now: 'very-likely' }],
    },
  ],
})

let bridge: FakeBridge

function Place() {
  const { view } = useNavigation()
  return (
    <>
      <output>{JSON.stringify(view)}</output>
      {view.screen === 'changes' && <ChangesScreen id={view.id} since={view.since} />}
    </>
  )
}

const text = (selector: string) => [...document.querySelectorAll(selector)].map((each) => each.textContent)

beforeEach(async () => {
  forgetKept()
  bridge = fakeBridge({
    'briefings.versions': () => versions,
    'briefings.changes': ({ since }: { since: string }) => changes(since),
    'briefings.open': () => ({ id, content: { sources: [] } }),
  })
  await rendered(<Place />, { start: { screen: 'changes', id, since: 'one' } })
})

test('changes are told in the order of the text, what did not change is folded, then the rows in the words of their screens', async () => {
  const folded = text('.changes-same')
  await click('展開不變的 2 段')
  expect({
    folded,
    open: text('.changes-same p'),
    what: text('.changes-list article > header'),
    gone: text('del'),
    came: text('ins'),
    fields: text('.changes-field dt'),
    since: document.querySelector('select')?.value,
  }).toEqual({
    folded: ['展開不變的 2 段'],
    open: ['不變。', '也不變。'],
    what: ['修改¶3跳至內文', '刪去第 1 版 ¶4', '修改倡議開啟', '修改碎片化開啟'],
    gone: ['初步考慮', '刪去的一段。', '2025-07-26（民國114年7月26日）', '預計', '較可能'],
    came: ['2025-07-28（民國114年7月28日）', '已發生', '極可能'],
    fields: ['日期', '狀態', '可能性'],
    since: 'one',
  })
})

test('the keys walk the changes; a passage is opened, and coming back one is where one was', async () => {
  await press('BracketRight')
  await press('BracketRight')
  const second = [document.activeElement?.textContent, text('.bar [role=status]')]
  await press('BracketLeft')
  await click('跳至內文')
  const there = text('output')
  await press('ArrowLeft', { altKey: true })
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect({ second, there, back: document.activeElement?.textContent?.slice(0, 4) }).toEqual({
    second: ['刪去第 1 版 ¶4刪去的一段。', ['第 2 處，共 4 處']],
    there: [JSON.stringify({ screen: 'briefing', id, tab: 'text', at: 'block/p3' })],
    back: '修改¶3',
  })
})

test('a version that is not known is the one before the last; a briefing with one version says so', async () => {
  await rendered(<ChangesScreen id={id} since="lost" />)
  const asked = bridge.asked.filter(([operation]) => operation === 'briefings.changes').at(-1)
  fakeBridge({ 'briefings.versions': () => versions.slice(0, 1) })
  await rendered(<ChangesScreen id={id} />)
  expect([asked?.[1], text('.em h2')]).toEqual([{ id, since: 'two' }, ['這份簡報只有一版']])
})

test('every change has a name: what happened to what', () => {
  const names = [...document.querySelectorAll('[data-change]')].map((place) =>
    (place.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' '),
  )
  expect(names).toEqual(['修改 ¶3', '刪去 第 1 版 ¶4', '修改 倡議', '修改 碎片化'])
})
