import { act, useState } from 'react'
import { expect, test } from 'vitest'
import type { AnnotationChange, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { fakeBridge } from '../fake-bridge.ts'
import { rendered } from '../rendered.tsx'
import { TaskFields } from './annotation-task.tsx'

const action = (due: string | null) => ({ id: 'a1', kind: 'action', due, done: null }) as unknown as PlacedAnnotation

test('Enter in the due field writes the day once and leaves the focus in it; a day from elsewhere is shown there', async () => {
  const asked: AnnotationChange[] = []
  let comes: (due: string) => void = () => {}
  function Fields() {
    const [due, setDue] = useState<string | null>(null)
    comes = setDue
    return <TaskFields annotation={action(due)} onChange={(change) => asked.push(change)} />
  }
  fakeBridge({})
  await rendered(<Fields />)
  const field = document.querySelector<HTMLInputElement>('input[type=date]') as HTMLInputElement
  field.focus()
  field.value = '2026-01-31'
  const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
  await act(async () => void field.dispatchEvent(enter))
  const atOnce = document.activeElement === field
  await act(async () => comes('2026-01-31'))
  const stays = document.activeElement === field
  field.blur()
  await act(async () => comes('2026-02-01'))
  expect({ asked, atOnce, stays, value: field.value, same: field.isConnected }).toEqual({
    asked: [{ due: '2026-01-31' }],
    ...{ atOnce: true, stays: true, value: '2026-02-01', same: true },
  })
})
