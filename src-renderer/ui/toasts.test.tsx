import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { fakeBridge } from '../fake-bridge.ts'
import { rendered } from '../rendered.tsx'
import { type Toast, useToasts } from './toasts.tsx'

let show: (toast: Toast) => void = () => {}
function Speaker() {
  show = useToasts().show
  return null
}
const shown = () => document.querySelector('[role=status]')?.textContent
const pass = (time: number) => act(async () => vi.advanceTimersByTime(time))

afterEach(() => void vi.useRealTimers())

test('a line stays eight seconds, and waits while one is at it', async () => {
  fakeBridge()
  await rendered(<Speaker />)
  vi.useFakeTimers()
  await act(async () => show({ text: '已刪除註記', action: { label: '復原', run: () => {} } }))
  const seen = [shown()]
  await pass(7000)
  await act(async () => document.querySelector<HTMLElement>('.toast button')?.focus())
  await pass(60_000)
  seen.push(shown())
  await act(async () => document.querySelector<HTMLElement>('.toast button')?.blur())
  await pass(2500)
  seen.push(shown())
  expect(seen).toEqual(['已刪除註記復原', '已刪除註記復原', ''])
})

test('the newest line replaces the one before, and its action ends it', async () => {
  fakeBridge()
  await rendered(<Speaker />)
  let ran = 0
  await act(async () => show({ text: '一', action: { label: '做', run: () => {} } }))
  await act(async () => show({ text: '二', action: { label: '做', run: () => (ran += 1) } }))
  const seen = [shown()]
  await act(async () => document.querySelector<HTMLElement>('.toast button')?.click())
  seen.push(shown())
  expect({ seen, ran }).toEqual({ seen: ['二做', ''], ran: 1 })
})
