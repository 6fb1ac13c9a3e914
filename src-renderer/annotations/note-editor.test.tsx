import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import type { Draft, DraftWords } from '../../src-shared/annotations/draft.ts'
import { Refused } from '../api.ts'
import { startWords } from '../i18n.ts'
import { NoteEditor } from './note-editor.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
startWords('zh-TW')

const annotation = {
  id: 'a1',
  briefing: 'b1',
  kind: 'fact',
  note: '原來的字',
  tags: ['主權'],
  hlc: 'h1',
  target: { type: 'briefing' },
  resolution: { status: 'exact', places: [] },
} as unknown as PlacedAnnotation

let asked: unknown[]
let kept: DraftWords[]
let root: Root
let closed: boolean[]
let change: (id: string, fields: object, hlc?: string) => Promise<PlacedAnnotation>

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  kept = []
  closed = []
  change = async (_, fields, hlc) => {
    asked.push(['change', fields, hlc])
    return { ...annotation, ...fields, hlc: 'h2' }
  }
  Object.assign(window, {
    bridge: {
      call: async (noun: string, operation: string, input: DraftWords) => {
        if (operation === 'keepDraft') kept.push(input)
        asked.push([`${noun}.${operation}`, input.text ?? null])
        return { ok: true, value: null }
      },
      on: () => () => {},
    },
  })
})
afterEach(async () => {
  await act(async () => root.unmount())
  vi.useRealTimers()
})

const draftOf = (text: string, more: Partial<Draft> = {}): Draft => ({
  key: 'annotation/a1/other',
  briefing: 'b1',
  text,
  tags: null,
  base: 'h1',
  begun: { note: '原來的字', tags: ['主權'] },
  saved: '2026-07-10T00:00:00Z',
  damaged: false,
  ...more,
})

async function open(
  draft: Draft | null = null,
  stored: (() => Promise<PlacedAnnotation>) | null = null,
  tags: readonly string[] = annotation.tags,
) {
  const place = document.createElement('div')
  document.body.replaceChildren(place)
  root = createRoot(place)
  await show(draft, stored, tags)
  return place.querySelector('textarea') as HTMLTextAreaElement
}

async function show(
  draft: Draft | null,
  stored: (() => Promise<PlacedAnnotation>) | null = null,
  tags: readonly string[] = annotation.tags,
) {
  await act(async () =>
    root.render(
      <NoteEditor
        annotation={stored ? { ...annotation, id: 'new', hlc: '' } : { ...annotation, tags: [...tags] }}
        draft={draft}
        stored={stored}
        annotations={{ change, track: (work: unknown) => work } as never}
        onClose={(_, byKey) => closed.push(byKey)}
      />,
    ),
  )
}

async function write(field: HTMLTextAreaElement, text: string) {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
const press = (field: HTMLElement, init: KeyboardEventInit & { keyCode?: number }) =>
  act(async () => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
    if (init.keyCode !== undefined) Object.defineProperty(event, 'keyCode', { value: init.keyCode })
    field.dispatchEvent(event)
  })

test('typing is kept as a draft at once and every quarter of a second; the note is written when it is closed', async () => {
  const field = await open()
  await write(field, '一')
  await write(field, '一二')
  await act(async () => void vi.advanceTimersByTime(250))
  await press(field, { code: 'Enter', ctrlKey: true })
  expect([asked, closed]).toEqual([
    [
      ['annotations.keepDraft', '一'],
      ['annotations.keepDraft', '一二'],
      ['change', { note: '一二', tags: ['主權'] }, 'h1'],
      ['annotations.dropDraft', null],
    ],
    [true],
  ])
})

test('Enter alone makes a line, and no key ends the note while an input method composes', async () => {
  const field = await open()
  await press(field, { code: 'Enter' })
  await press(field, { code: 'Enter', ctrlKey: true, isComposing: true })
  await press(field, { code: 'Escape', keyCode: 229 })
  expect(closed).toEqual([])
})

test('words of an editor that never came to its end stand in it again', async () => {
  expect((await open(draftOf('沒寫完的'))).value).toBe('沒寫完的')
})

test('tags stand in their field as the language writes a list, under their own name', async () => {
  await open(null, null, ['主權', '算力'])
  const label = document.querySelector('label')
  expect([label?.textContent, label?.querySelector('input')?.value]).toEqual(['標籤', '主權、算力'])
})

test('tags that are typed are a draft too, and both halves tell the version they were begun from', async () => {
  const field = await open()
  const tags = document.querySelector('input') as HTMLInputElement
  await write(field, '一')
  await act(async () => void vi.advanceTimersByTime(250))
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(tags, '主權, 算')
    tags.dispatchEvent(new Event('input', { bubbles: true }))
  })
  expect(kept.map(({ text, tags, base }) => [text, tags, base])).toEqual([
    ['一', '主權', 'h1'],
    ['一', '主權, 算', 'h1'],
  ])
})

test('a draft that is found again goes on under its own name, with the tags that were typed', async () => {
  const field = await open(draftOf('沒寫完的', { tags: '主權, 算' }))
  const shown = [field.value, document.querySelector('input')?.value]
  await write(field, '沒寫完的字')
  expect([shown, kept.map(({ key, text, tags }) => [key, text, tags])]).toEqual([
    ['沒寫完的', '主權, 算'],
    [['annotation/a1/other', '沒寫完的字', '主權, 算']],
  ])
})

test('a draft that is found late is taken up where nothing has been typed, and is never written over', async () => {
  const late = draftOf('沒寫完的', { tags: '主權' })
  const untouched = await open()
  await show(late)
  const taken = untouched.value
  await write(untouched, '沒寫完的字')
  await act(async () => root.unmount())
  const typed = await open()
  await write(typed, '已經在寫')
  await show(late)
  await write(typed, '已經在寫了')
  expect([taken, typed.value, kept.map(({ key, text }) => [key === late.key, text])]).toEqual([
    '沒寫完的',
    '已經在寫了',
    [
      [true, '沒寫完的字'],
      [false, '已經在寫'],
    ],
  ])
})

test.each([
  ['another text', draftOf('我的字', { base: 'h0', begun: { note: '更早的字', tags: ['主權'] } }), 'h0'],
  ['an unproven version', draftOf('我的字', { base: 'h0', begun: null }), 'h0'],
  ['an annotation without words', draftOf('我的字', { base: null, begun: null }), ''],
])(
  'a draft begun on %s is written as that, so that the library refuses it and both texts are shown',
  async (_, draft, on) => {
    change = async (_id, fields, hlc) => {
      asked.push(['change', fields, hlc])
      if (hlc === 'h1') return { ...annotation, ...fields, hlc: 'h2' }
      throw new Refused('conflict', { current: annotation })
    }
    const field = await open(draft)
    await press(field, { code: 'Enter', ctrlKey: true })
    const both = [field.value, document.querySelector('blockquote')?.textContent]
    const changes = () => asked.filter((each) => (each as string[])[0] === 'change')
    const [first] = changes()
    const [mine] = document.querySelectorAll<HTMLButtonElement>('.conflict-choice button')
    await act(async () => mine?.click())
    const fields = { note: '我的字', tags: ['主權'] }
    expect([first, both, changes().at(-1), closed]).toEqual([
      ['change', fields, on],
      ['我的字', '原來的字'],
      ['change', fields, 'h1'],
      [true],
    ])
  },
)

test('a draft begun before its annotation got another kind is no conflict', async () => {
  const field = await open(draftOf('我的字', { base: 'h0' }))
  await press(field, { code: 'Enter', ctrlKey: true })
  expect(asked).toContainEqual(['change', { note: '我的字', tags: ['主權'] }, 'h1'])
})

test('a note changed elsewhere keeps both texts on screen and closes nothing', async () => {
  const theirs = { ...annotation, note: '別處的字', hlc: 'h9' }
  change = async (_, fields, hlc) => {
    asked.push(['change', fields, hlc])
    if (hlc === 'h9') return { ...annotation, ...fields }
    throw new Refused('conflict', { current: theirs })
  }
  const field = await open()
  await write(field, '我的字')
  await press(field, { code: 'Enter', ctrlKey: true })
  const both = [field.value, document.querySelector('blockquote')?.textContent, [...closed]]
  const [mine] = document.querySelectorAll<HTMLButtonElement>('.conflict-choice button')
  await act(async () => mine?.click())
  expect([both, asked.at(-2), closed]).toEqual([
    ['我的字', '別處的字', []],
    ['change', { note: '我的字', tags: ['主權'] }, 'h9'],
    [true],
  ])
})

test('a note deleted elsewhere can be brought back with the words here, or stay deleted', async () => {
  const current = { ...annotation, hlc: 'h9' }
  change = async (_, fields, hlc) => {
    asked.push(['change', fields, hlc])
    if (hlc === 'h9') return { ...annotation, ...fields }
    throw new Refused('conflict', { current, removed: true })
  }
  const field = await open()
  await write(field, '我的字')
  await press(field, { code: 'Enter', ctrlKey: true })
  const words = document.querySelector('.conflict-choice')?.textContent
  const [mine] = document.querySelectorAll<HTMLButtonElement>('.conflict-choice button')
  await act(async () => mine?.click())
  expect([words, asked.at(-2), closed]).toEqual([
    '這則註記剛才在別處刪除了。你寫的文字還在這裡。放回註記，留下這裡的文字保持刪除',
    ['change', { note: '我的字', tags: ['主權'] }, 'h9'],
    [true],
  ])
})

test('a refusal leaves the words in the field and says why', async () => {
  change = async () => {
    throw new Refused('disk-full')
  }
  const field = await open()
  await write(field, '很重要')
  await press(field, { code: 'Enter', ctrlKey: true })
  expect([field.value, closed, document.querySelector('[role=alert]')?.textContent]).toEqual([
    '很重要',
    [],
    '磁碟空間不足，內容仍在編輯區，請清出空間後再儲存。 文字仍在這裡。',
  ])
})

test('what is typed while the mark is still being stored becomes its note, and a failure to store it is tried again', async () => {
  let tries = 0
  let answer: () => void = () => {}
  const stored = () => {
    tries += 1
    if (tries === 1) return Promise.reject(new Refused('disk-full'))
    return new Promise<PlacedAnnotation>((resolve) => (answer = () => resolve(annotation)))
  }
  const field = await open(null, stored)
  await write(field, '一二')
  const failed = document.querySelector('[role=alert]')?.textContent
  await press(field, { code: 'Enter', ctrlKey: true })
  const meanwhile = [...asked]
  await act(async () => answer())
  expect([failed, meanwhile, (asked as string[][]).find(([what]) => what === 'change'), closed]).toEqual([
    '磁碟空間不足，內容仍在編輯區，請清出空間後再儲存。 文字仍在這裡。',
    [],
    ['change', { note: '一二', tags: ['主權'] }, 'h1'],
    [true],
  ])
})
