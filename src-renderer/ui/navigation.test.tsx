import { act } from 'react'
import { expect, test } from 'vitest'
import { fakeBridge } from '../fake-bridge.ts'
import { press, rendered } from '../rendered.tsx'
import { type Navigation, useNavigation } from './navigation.tsx'

let here: Navigation
function Place() {
  here = useNavigation()
  return null
}
const go = (view: Navigation['view']) => act(async () => here.go(view))

test('Alt+Left goes back, Alt+Right forward; a new way forgets the old one', async () => {
  fakeBridge()
  await rendered(<Place />)
  await go({ screen: 'briefing', id: 'a', tab: 'text' })
  await go({ screen: 'briefing', id: 'a', tab: 'risks', at: 'risk/r1' })
  await press('ArrowLeft', { altKey: true })
  const seen: unknown[] = [here.view]
  await press('ArrowRight', { altKey: true })
  seen.push(here.view)
  await press('ArrowLeft', { altKey: true })
  await go({ screen: 'settings' })
  await press('ArrowRight', { altKey: true })
  seen.push(here.view, here.canForward)
  expect(seen).toEqual([
    { screen: 'briefing', id: 'a', tab: 'text' },
    { screen: 'briefing', id: 'a', tab: 'risks', at: 'risk/r1' },
    { screen: 'settings' },
    false,
  ])
})

test('going where one is leaves no second step', async () => {
  fakeBridge()
  await rendered(<Place />)
  await go({ screen: 'settings' })
  await go({ screen: 'settings' })
  await act(async () => here.back())
  expect({ view: here.view, canBack: here.canBack }).toEqual({ view: { screen: 'library' }, canBack: false })
})
