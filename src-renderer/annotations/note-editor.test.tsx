import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
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
let root: Root
let closed: boolean[]
let change: (id: string, fields: object, hlc?: string) => Promise<PlacedAnnotation>

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  closed = []
  change = async (_, fields, hlc) => {
    asked.push(['change', fields, hlc])
    return { ...annotation, ...fields, hlc: 'h2' }
  }
  Object.assign(window, {
    bridge: {
      call: async (noun: string, operation: string, input: { text?: string }) => {
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

async function open(draft: string | null = null, stored: (() => Promise<PlacedAnnotation>) | null = null) {
  const place = document.createElement('div')
  document.body.replaceChildren(place)
  root = createRoot(place)
  await act(async () =>
    root.render(
      <NoteEditor
        annotation={stored ? { ...annotation, id: 'new', hlc: '' } : annotation}
        draft={draft}
        stored={stored}
        annotations={{ change, track: (work: unknown) => work } as never}
        onClose={(_, byKey) => closed.push(byKey)}
      />,
    ),
  )
  return place.querySelector('textarea') as HTMLTextAreaElement
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
  expect((await open('沒寫完的')).value).toBe('沒寫完的')
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
  const [mine] = document.querySelectorAll<HTMLButtonElement>('.note-editor-conflict button')
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
  const words = document.querySelector('.note-editor-conflict')?.textContent
  const [mine] = document.querySelectorAll<HTMLButtonElement>('.note-editor-conflict button')
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
