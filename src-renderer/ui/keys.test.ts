import { expect, test } from 'vitest'
import { keyLabel, keyOf, mayAct } from './keys.ts'

function pressed(on: HTMLElement, code: string, how: KeyboardEventInit & { keyCode?: number } = {}): KeyboardEvent {
  document.body.append(on)
  let heard: KeyboardEvent | null = null
  on.addEventListener('keydown', (event) => {
    heard = event
  })
  const event = new KeyboardEvent('keydown', { code, bubbles: true, ...how })
  if (how.keyCode !== undefined) Object.defineProperty(event, 'keyCode', { value: how.keyCode })
  on.dispatchEvent(event)
  return heard ?? event
}
const page = () => document.createElement('p')
const field = () => document.createElement('textarea')

test('a key is named by the place it has on the keyboard, with its modifiers in one order', () => {
  expect([
    keyOf(pressed(page(), 'KeyZ', { ctrlKey: true, shiftKey: true })),
    keyOf(pressed(page(), 'ArrowLeft', { altKey: true })),
    keyOf(pressed(page(), 'Digit1', { key: 'ㄅ' })),
    keyOf(pressed(page(), 'KeyA', { metaKey: true })),
  ]).toEqual(['Ctrl+Shift+KeyZ', 'Alt+ArrowLeft', 'Digit1', ''])
})

test('no key acts while an input method composes', () => {
  expect([
    mayAct(pressed(page(), 'Digit1', { isComposing: true }), true),
    mayAct(pressed(page(), 'Digit1', { keyCode: 229 }), true),
    mayAct(pressed(field(), 'Enter', { isComposing: true }), true),
  ]).toEqual([false, false, false])
})

test('a single letter acts outside text fields only, and only when the reader wants single keys', () => {
  expect([
    mayAct(pressed(page(), 'KeyN'), true),
    mayAct(pressed(page(), 'KeyN'), false),
    mayAct(pressed(field(), 'KeyN'), true),
    mayAct(pressed(field(), 'Enter'), true),
  ]).toEqual([true, false, false, false])
})

test('keys with Ctrl, function keys and Escape act everywhere, whatever the setting', () => {
  expect([
    mayAct(pressed(field(), 'KeyI', { ctrlKey: true }), false),
    mayAct(pressed(field(), 'F7'), false),
    mayAct(pressed(field(), 'Escape'), false),
  ]).toEqual([true, true, true])
})

test('a key is shown as people know it', () => {
  expect([keyLabel('Ctrl+KeyI'), keyLabel('ArrowUp'), keyLabel('Digit1'), keyLabel('BracketLeft')]).toEqual([
    'Ctrl+I',
    '↑',
    '1',
    '[',
  ])
})
