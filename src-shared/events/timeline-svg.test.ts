import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { EventStatus } from '../briefings/content.ts'
import { emsOf, linesOfEms } from './text-width.ts'
import { type SvgEvent, type TimelineSvgInput, timelineSvg } from './timeline-svg.ts'

/** An XML element; strict: what is not well formed throws. */
interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: (Element | string)[]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const decoded = (text: string) => {
  if (/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/u.test(text)) throw new Error(`not escaped: ${text}`)
  if (/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u.test(text) || !text.isWellFormed()) throw new Error('no XML sign')
  return text.replaceAll(/&([a-z#0-9]+);/gu, (_, name: string) => entities[name] ?? '')
}

function parsed(xml: string): Element {
  const stack: Element[] = [{ name: '', attributes: {}, children: [] }]
  for (const [token] of xml.matchAll(/<[^>]*>|[^<]+/gu)) {
    const top = stack.at(-1)
    if (!top) throw new Error('nothing is open')
    if (!token.startsWith('<')) {
      top.children.push(decoded(token))
      continue
    }
    if (token.startsWith('</')) {
      if (token !== `</${top.name}>`) throw new Error(`${token} closes ${top.name}`)
      stack.pop()
      continue
    }
    const found = /^<([a-zA-Z]+)((?:\s[a-zA-Z0-9:-]+="[^"<]*")*)(\/?)>$/u.exec(token)
    if (!found) throw new Error(`not an element: ${token}`)
    const pairs = [...(found[2] ?? '').matchAll(/\s([a-zA-Z0-9:-]+)="([^"]*)"/gu)].map(
      ([, name = '', value = '']) => [name, decoded(value)] as const,
    )
    const element: Element = { name: found[1] ?? '', attributes: Object.fromEntries(pairs), children: [] }
    if (pairs.length !== Object.keys(element.attributes).length) throw new Error(`an attribute twice: ${token}`)
    top.children.push(element)
    if (found[3] === '') stack.push(element)
  }
  const [root] = stack
  const inside = root?.children.filter((child) => typeof child === 'object') ?? []
  if (stack.length !== 1 || inside.length !== 1) throw new Error('not one whole element')
  return inside[0] as Element
}

interface Box {
  readonly said: string
  readonly what: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** All there is, with what a group moves it by. */
function* walk(element: Element, x = 0, y = 0): Generator<{ element: Element; x: number; y: number }> {
  const [, dx = '0', dy = '0'] = /translate\(([-\d.]+) ([-\d.]+)\)/u.exec(element.attributes.transform ?? '') ?? []
  const [left, top] = [x + Number(dx), y + Number(dy)]
  yield { element, x: left, y: top }
  for (const child of element.children) if (typeof child === 'object') yield* walk(child, left, top)
}

const wordsIn = (element: Element) => element.children.filter((child) => typeof child === 'string').join('')

function boxes(root: Element): Box[] {
  return [...walk(root)].flatMap(({ element, x, y }) => {
    if (element.name !== 'text') return []
    const size = Number(element.attributes['font-size'])
    const said = wordsIn(element)
    const width = emsOf(said) * size
    const at = x + Number(element.attributes.x)
    const left = element.attributes['text-anchor'] === 'end' ? at - width : at
    const base = y + Number(element.attributes.y)
    return [
      {
        said,
        what: element.attributes.class ?? '',
        left,
        right: left + width,
        top: base - size * 0.85,
        bottom: base + size * 0.2,
      },
    ]
  })
}

const overlaps = (all: readonly Box[]) =>
  all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.said} × ${b.said}`),
  )

const outsideOf = (root: Element) => {
  const [, , width = 0, height = 0] = (root.attributes.viewBox ?? '').split(' ').map(Number)
  const texts = boxes(root).filter((box) => box.left < 0 || box.top < 0 || box.right > width || box.bottom > height)
  const rects = [...walk(root)].filter(({ element: { name, attributes: a }, x, y }) => {
    if (name !== 'rect') return false
    const [left, top] = [x + Number(a.x ?? 0), y + Number(a.y ?? 0)]
    return left < 0 || top < 0 || left + Number(a.width) > width + 0.01 || top + Number(a.height) > height + 0.01
  })
  return [...texts.map(({ said }) => said), ...rects.map(({ element }) => JSON.stringify(element.attributes))]
}

const today = Date.UTC(2026, 6, 10)
const input = (events: readonly SvgEvent[], change: Partial<TimelineSvgInput> = {}): TimelineSvgInput => ({
  title: 'Timeline of the United Nations',
  events,
  lang: 'en',
  calendar: 'both',
  today,
  ...change,
})
const event = (id: string, when: string, change: Partial<SvgEvent> = {}): SvgEvent => ({
  id,
  when,
  lane: 'UN',
  title: `Event ${id}`,
  status: 'occurred',
  ...change,
})

const sample = (briefing: string, lang: 'zh-TW' | 'en') => {
  const table = (file: string) =>
    parse(readFileSync(join(import.meta.dirname, `../../samples/${briefing}/${file}.csv`), 'utf8'), {
      columns: true,
    }) as Record<string, string>[]
  const events = table('timeline').map((row) =>
    event(row.id ?? '', row.when ?? '', {
      lane: row[`lane.${lang}`] ?? '',
      title: row[`title.${lang}`] ?? '',
      status: row.status as EventStatus,
      own: row.origin === 'own',
    }),
  )
  const bands =
    briefing === 'waico'
      ? []
      : table('periods').map((row) => ({ id: row.id ?? '', when: row.when ?? '', label: row[`title.${lang}`] ?? '' }))
  return { events, bands, lang }
}

const near = { from: Date.UTC(2025, 5, 1), to: Date.UTC(2026, 11, 31) }
const close = { from: Date.UTC(2025, 8, 10), to: Date.UTC(2025, 9, 10) }
const views = (['waico', 'un-ai-governance'] as const).flatMap((briefing) =>
  (['zh-TW', 'en'] as const).flatMap((lang) =>
    (['whole', 'near', 'close'] as const).flatMap((zoom) =>
      [1200, 700].map((width) => [briefing, lang, zoom, width] as const),
    ),
  ),
)

test.each(views)(
  'a sample is drawn whole, with nothing over anything else and nothing cut off: %s, %s, %s, %d',
  (briefing, lang, zoom, width) => {
    const { events, bands } = sample(briefing, lang)
    const view = zoom === 'whole' ? {} : { window: zoom === 'near' ? near : close }
    for (const maxRows of zoom === 'near' ? [12, 1] : [12]) {
      const drawn = timelineSvg(input(events, { lang, bands, width, maxRows, ...view }))
      const root = parsed(drawn.svg)
      expect([drawn.alone + drawn.together + drawn.outside, drawn.left]).toEqual([events.length, []])
      expect([overlaps(boxes(root)), outsideOf(root)]).toEqual([[], []])
      // Every event is named somewhere, if only in the title of its mark.
      const titles = [...walk(root)]
        .filter(({ element }) => element.name === 'title')
        .map(({ element }) => wordsIn(element))
      expect(events.filter(({ title }) => !titles.some((each) => each.includes(title)))).toEqual([])
    }
  },
)

test('a day crowded beyond its rows is put together under a count, and no event is lost', () => {
  const events = Array.from({ length: 60 }, (_, index) =>
    event(String(index), `2025-06-${String(1 + (index % 3)).padStart(2, '0')}`, {
      title: `Something that happened ${index}`,
    }),
  )
  const drawn = timelineSvg(input([...events, event('far', '2015')], { maxRows: 3 }))
  const root = parsed(drawn.svg)
  expect([drawn.alone + drawn.together, drawn.together > 50, overlaps(boxes(root)), outsideOf(root)]).toEqual([
    61,
    true,
    [],
    [],
  ])
  expect(boxes(root).some(({ said, what }) => what === 'label' && /^\d+(?: events)?$/u.test(said))).toBe(true)
})

test('events anywhere in 300 years, with dates of every kind, are drawn without overlap', () => {
  let seed = 7
  const random = (most: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % most
  }
  const dates = [
    (y: number) => `${y}`,
    (y: number) => `${y}-0${1 + random(9)}`,
    (y: number) => `${y}-0${1 + random(9)}-1${random(9)}`,
    (y: number) => `${y}~`,
    (y: number) => `${y}-05?`,
    (y: number) => `${y}/${y + random(30)}`,
    (y: number) => `${y}/..`,
    (y: number) => `../${y}`,
    (y: number) => `${Math.floor(y / 10)}X`,
    (y: number) => `[${y},${y + 2}]`,
    (y: number) => `${y}-3${3 + random(4)}`,
  ]
  const statuses = ['occurred', 'planned', 'reported', 'superseded'] as const
  const events = Array.from({ length: 300 }, (_, index) =>
    event(`e${index}`, dates[random(dates.length)]?.(1800 + random(300)) ?? '', {
      lane: `Actor ${random(9)} of a rather long name`,
      title: random(2)
        ? `事件第${index}號的標題${'很長'.repeat(random(20))}`
        : `Event number ${index} ${'with words '.repeat(random(8))}`,
      status: statuses[random(4)] ?? 'occurred',
    }),
  )
  for (const maxRows of [2, 12]) {
    const drawn = timelineSvg(input(events, { maxRows }))
    const root = parsed(drawn.svg)
    expect([drawn.alone + drawn.together + drawn.outside, overlaps(boxes(root)), outsideOf(root)]).toEqual([
      300,
      [],
      [],
    ])
  }
})

const hostile = [
  '</text><script>alert(1)</script>',
  '"><image href="https://example.org/x"/>',
  "' onload='alert(1)",
  '<![CDATA[ <b> ]]>',
  '&lt;b&gt; &amp; &#x3c;script&#x3e;',
  '<!-- comment --> <?xml version="1.0"?> <!DOCTYPE x>',
  'javascript:alert(1) url(https://example.org) @import',
  '\0\x07\ud800\ufffe\u202etxt.exe\u2066',
  '一'.repeat(500),
  'x'.repeat(500),
  '',
]
test.each(hostile)('no title becomes more than text: %j', (title) => {
  const events = [
    event('a"><b', '2025-07-26', { title, lane: title }),
    event('b', '2026', { title: `b ${title}`, status: 'planned' }),
  ]
  const drawn = timelineSvg(
    input(events, { title, note: title, bands: [{ id: title, when: '2025/2026', label: title }] }),
  )
  const root = parsed(drawn.svg)
  const elements = [...walk(root)].map(({ element }) => element)
  const names = new Set(elements.map(({ name }) => name))
  const attributes = elements.flatMap((element) => Object.entries(element.attributes))
  const allowed = new Set([
    'svg',
    'title',
    'desc',
    'defs',
    'linearGradient',
    'stop',
    'pattern',
    'line',
    'rect',
    'g',
    'text',
    'path',
    'circle',
  ])
  expect([...names].filter((name) => !allowed.has(name))).toEqual([])
  expect(
    attributes.filter(
      ([name, value]) => /^on|href|style|src/iu.test(name) || (name !== 'xmlns' && /https?:|javascript:/iu.test(value)),
    ),
  ).toEqual([])
  expect(attributes.filter(([, value]) => /url\((?!#bd-)/u.test(value))).toEqual([])
  expect([overlaps(boxes(root)), outsideOf(root)]).toEqual([[], []])
})

test('it stands by itself: language, title, description, and names of fonts with others to fall back on', () => {
  const { events } = sample('waico', 'zh-TW')
  const root = parsed(
    timelineSvg(input(events, { lang: 'zh-TW', title: 'WAICO', note: 'TLP:GREEN', prefix: 'x1' })).svg,
  )
  const [title, description] = root.children.filter((child) => typeof child === 'object')
  expect([
    root.attributes.lang,
    root.attributes['xml:lang'],
    root.attributes.role,
    root.attributes['aria-labelledby'],
  ]).toEqual(['zh-TW', 'zh-TW', 'img', 'x1-title x1-desc'])
  expect([title && wordsIn(title), description && wordsIn(description)]).toEqual([
    'WAICO',
    'TLP:GREEN，2015年至2030年（民國104年至民國119年），共 47 個事件',
  ])
  expect([
    root.attributes['font-family']?.includes('Noto Sans TC'),
    root.attributes['font-family']?.endsWith('sans-serif'),
  ]).toEqual([true, true])
  const ids = [...walk(root)].flatMap(({ element }) => element.attributes.id ?? [])
  expect([ids.every((id) => id.startsWith('x1-')), new Set(ids).size]).toEqual([true, ids.length])
})

test('both calendars stand on the ruler, or the one asked for', () => {
  const { events } = sample('waico', 'zh-TW')
  const ticks = (calendar: 'both' | 'roc' | 'gregorian') =>
    boxes(parsed(timelineSvg(input(events, { lang: 'zh-TW', calendar })).svg))
      .filter(({ what }) => what === 'tick')
      .slice(0, 2)
      .map(({ said }) => said)
  expect([ticks('both'), ticks('roc')[0], ticks('gregorian')[0]]).toEqual([
    ['2016年', '民國105年'],
    '民國105年',
    '2016年',
  ])
})

test('each mark is drawn as what it is, and says what it is', () => {
  const events = [
    event('a', '2025-02-01'),
    event('b', '2025-03'),
    event('c', '2025-05~'),
    event('d', '2025-06-01/2025-07-31'),
    event('e', '2025-08-01/..'),
    event('f', '2025-09', { status: 'planned' }),
    event('g', '2025-11-20', { status: 'reported' }),
    event('h', '2025-12-20', { status: 'superseded' }),
    event('i', '1999', { own: true, titleLang: 'zh-TW', title: '早年' }),
  ]
  const { svg } = timelineSvg(
    input(events, { window: { from: Date.UTC(2025, 0, 1), to: Date.UTC(2026, 1, 1) }, today: null }),
  )
  const shapes = new Map(
    [...walk(parsed(svg))].flatMap(({ element }) => {
      const [title, ...rest] = element.children.filter((child) => typeof child === 'object')
      if (element.name !== 'g' || title?.name !== 'title') return []
      const drawn = rest.filter(({ name, attributes }) => name !== 'text' && attributes.height !== '17')
      return [
        [
          wordsIn(title),
          drawn
            .map(
              ({ name, attributes: a }) =>
                `${name} ${a.fill?.replace('#1b5674', 'full')}${a['stroke-dasharray'] ? ' broken' : ''}`,
            )
            .join(', '),
        ],
      ]
    }),
  )
  expect(Object.fromEntries(shapes)).toEqual({
    '1999 (ROC 88), UN, 早年, own event': 'path full',
    '2025-02-01 (ROC 114), UN, Event a': 'rect full',
    'March 2025 (ROC 114), UN, Event b': 'path none',
    'ca. May 2025 (ROC 114), UN, Event c': 'rect url(#bd-fade), circle #ffffff',
    '2025-06-01 to 2025-07-31 (ROC 114), UN, Event d': 'rect full',
    'from 2025-08-01, no end date (ROC 114), UN, Event e': 'rect url(#bd-out), rect full',
    'expected September 2025 (ROC 114), UN, Event f': 'rect url(#bd-hatch) broken',
    '2025-11-20 (ROC 114), UN, Event g, reported, not verified': 'rect #ffffff broken',
    '2025-12-20 (ROC 114), UN, Event h, superseded': 'rect full',
  })
  expect([svg.includes('lang="zh-TW"'), svg.includes('line-through'), svg.includes('class="today"')]).toEqual([
    true,
    true,
    false,
  ])
})

test('an empty timeline is a drawing too, and what has no date is told', () => {
  const drawn = timelineSvg(input([event('a', 'soon')]))
  expect([drawn.alone, drawn.left, outsideOf(parsed(drawn.svg))]).toEqual([
    0,
    [{ id: 'a', cause: { kind: 'characters', text: 'soon' } }],
    [],
  ])
})

test('the same events make the same bytes', () => {
  const { events, bands } = sample('un-ai-governance', 'en')
  expect(timelineSvg(input(events, { bands })).svg).toBe(timelineSvg(input(events, { bands })).svg)
})

test.each([
  ['short', 10, 2, ['short']],
  ['聯合國大會與安全理事會', 6, 2, ['聯合國大會與', '安全理事會']],
  ['聯合國大會與安全理事會以及其他', 6, 2, ['聯合國大會與', '安全理事會…']],
  ['Research and commentary', 7, 2, ['Research', 'and comm…']],
])('a text is broken into lines, English between words, and the last is cut: %s', (text, room, most, lines) => {
  expect(linesOfEms(text, room, most)).toEqual(lines)
})

test('of several briefings each event carries the sign of its own, and the legend has their titles', () => {
  const titled = (id: string, briefing: string): SvgEvent => ({
    ...{ id, when: '2025-07-26', lane: '聯合國', title: '提案', status: 'occurred', briefing },
  })
  const { svg } = timelineSvg({
    ...{ title: '一起', lang: 'zh-TW', calendar: 'both', today: null },
    events: [titled('a/e1', '①'), titled('b/e1', '②')],
    briefings: [
      { sign: '①', title: '第一份' },
      { sign: '②', title: '很長的名稱'.repeat(60) },
    ],
  })
  const found = boxes(parsed(svg))
  expect([
    found.filter(({ what }) => what === 'label').map(({ said }) => said),
    found.filter(({ what }) => what === 'legend').map(({ said }) => said)[9],
    found.every(({ right }) => right <= 1200),
    svg.includes('<title>2025-07-26（民國114年7月26日），聯合國，提案，第一份</title>'),
  ]).toEqual([['① 提案', '② 提案'], '第一份', true, true])
})
