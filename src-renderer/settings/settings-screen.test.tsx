import { act } from 'react'
import { expect, test, vi } from 'vitest'
import type { Settings } from '../../src-shared/settings/settings.ts'
import { fakeBridge, fakeSettings } from '../fake-bridge.ts'
import { click, rendered, settled } from '../rendered.tsx'
import { SettingsScreen } from './settings-screen.tsx'

// Components are slow to draw on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

function bridgeThatKeeps() {
  let settings = fakeSettings
  return fakeBridge({
    'settings.change': (change: Partial<Settings>) => {
      settings = { ...settings, ...change }
      return settings
    },
  })
}
const page = document.documentElement

test('language, theme and calendar hold at once, on the whole page', async () => {
  const bridge = bridgeThatKeeps()
  await rendered(<SettingsScreen />)
  await click('深色')
  await click('民國')
  const roc = document.querySelector('.hint')?.textContent
  await click('English')
  expect({
    asked: bridge.asked.filter(([name]) => name === 'settings.change').map(([, change]) => change),
    roc,
    page: [page.lang, page.dataset.theme],
    title: document.querySelector('h1')?.textContent,
  }).toEqual({
    asked: [{ theme: 'dark' }, { calendar: 'roc' }, { lang: 'en' }],
    roc: '民國114年7月26日',
    page: ['en', 'dark'],
    title: 'Settings',
  })
})

test('the text size is set on the page as it is chosen', async () => {
  bridgeThatKeeps()
  await rendered(<SettingsScreen />)
  const slider = document.querySelector<HTMLInputElement>('input[type=range]')
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(slider, '24')
    slider?.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await settled()
  expect(page.style.getPropertyValue('--read')).toBe('24px')
})

test('it says what was blocked and which version this is, with the library between', async () => {
  fakeBridge()
  await rendered(<SettingsScreen library={<span className="path">/desk/library</span>} />)
  expect(
    [...document.querySelectorAll('.net b, .path, section:last-child .num')].map((each) => each.textContent),
  ).toEqual(['0', '2', '/desk/library', '1.2.3'])
})
