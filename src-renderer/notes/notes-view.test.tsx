import { beforeEach, expect, test } from 'vitest'
import { fakeBridge, fakeSettings } from '../fake-bridge.ts'
import { click, rendered } from '../rendered.tsx'
import { forgetKept } from '../ui/kept.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { sampleBriefing } from '../ui/sample-briefing.ts'
import { reviewOf } from './note-review.ts'
import { NotesView } from './notes-view.tsx'

const now = Date.UTC(2026, 10, 21)
const start = { screen: 'briefing', id: 'b1', tab: 'notes' } as const

function Where() {
  return <output>{JSON.stringify(useNavigation().view)}</output>
}
const show = async (lang: 'zh-TW' | 'en', at?: string) => {
  const bridge = fakeBridge({ 'settings.get': () => ({ ...fakeSettings, lang }) })
  const place = await rendered(
    <>
      <NotesView briefing={sampleBriefing} now={now} />
      <Where />
    </>,
    { start: at === undefined ? start : { ...start, at } },
  )
  return { bridge, place }
}
const text = (place: HTMLElement, selector: string) =>
  [...place.querySelectorAll(selector)].map((element) => element.textContent)

beforeEach(() => {
  forgetKept()
  Element.prototype.scrollIntoView = () => {}
})

test('a note says likelihood with its range, confidence apart from it, and that its review is overdue', async () => {
  const { place } = await show('zh-TW')
  expect({
    title: text(place, '.st1'),
    facts: text(place, '.facts dd'),
    paragraphs: text(place, '.note-text p'),
    due: text(place, '.due'),
    marking: text(place, '.j .tlp'),
  }).toEqual({
    title: ['不會有拘束力'],
    facts: ['極可能 80–95%', '中', '4 處'],
    paragraphs: ['第一行', '第二行'],
    due: ['檢討日期2026-08-31（民國115年8月31日）已過 81 天'],
    marking: [],
  })
})

test('evidence, assumptions and indicators are shown; what exists only in Chinese is marked in English', async () => {
  const { place } = await show('en')
  expect(text(place, '.pn section').slice(0, 3)).toEqual([
    'What this note rests onFirst.¶1Risk T01: Frontier technologiesEvent: Resolution adopted' +
      'UN press releaseC3fairly reliable; possibly trueOpen link',
    'Assumptions [original: Chinese]職權不變',
    'Indicators to watchTalks begin',
  ])
})

test('the scale is shown whole, with what standing its words have', async () => {
  const { place } = await show('zh-TW')
  const [scale] = text(place, '.pn section').slice(-1)
  expect(
    ['幾乎不可能1–5%', '幾乎確定95–99%', '中文用語為本產品擬定，非官方譯名'].filter((part) => !scale?.includes(part)),
  ).toEqual([])
})

test('a chip jumps to what it names', async () => {
  const { place } = await show('zh-TW')
  await click('風險 T01：尖端科技')
  expect(place.querySelector('output')?.textContent).toBe(
    JSON.stringify({ screen: 'briefing', id: 'b1', tab: 'risks', at: 'risk/r2' }),
  )
})

test('a source of the register can be gone to, and its link is opened by the shell, which asks', async () => {
  const { bridge, place } = await show('zh-TW', 'source/s1')
  const register = place.querySelector<HTMLElement>('.sr-list .cur button')
  register?.click()
  expect([register?.getAttribute('aria-label'), bridge.asked.at(-1)]).toEqual([
    '開啟連結：UN press release',
    ['sources.openLink', { url: 'https://press.un.org/x' }],
  ])
})

test('a review is overdue from the day after its date', () => {
  const at = (day: number) => Date.UTC(2026, 7, day, 12)
  expect([
    reviewOf('2026-08-31', at(31)),
    reviewOf('2026-08-31', at(32)),
    reviewOf('2026-08', at(1))?.state,
    reviewOf('2027', at(1))?.state,
    reviewOf(undefined, at(1)),
  ]).toEqual([{ state: 'soon', days: 0 }, { state: 'overdue', days: 1 }, 'soon', 'later', null])
})
