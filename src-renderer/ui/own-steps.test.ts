import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { fakeBridge } from '../fake-bridge.ts'
import { ownStep, wentOn } from './own-steps.ts'

test('a step goes on from what our own later act left, and from nothing else', async () => {
  let clock = 0
  const bridge = fakeBridge({
    'annotations.change': () => {
      clock += 1
      return { id: 'a', hlc: `new${clock}` }
    },
  })
  const client = new QueryClient()
  const nothing = { there: () => {}, gone: () => {} }
  const fields = { before: { note: '舊' }, after: { note: '新' } }
  const step = ownStep(
    client,
    { id: 'a', from: { hlc: 'h1', there: true }, to: { hlc: 'h2', there: true }, fields },
    nothing,
  )
  // A decision about the place, and its being taken back: the note is the same all the while.
  wentOn(client, 'h2', 'h3')
  wentOn(client, 'h3', 'h4')
  await step.undo()
  await step.redo()
  expect(bridge.asked).toEqual([
    ['annotations.change', { id: 'a', hlc: 'h4', change: { note: '舊' } }],
    ['annotations.change', { id: 'a', hlc: 'new1', change: { note: '新' } }],
  ])
})
