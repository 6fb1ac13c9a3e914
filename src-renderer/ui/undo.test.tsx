import { act } from 'react'
import { expect, test } from 'vitest'
import { Refused } from '../api.ts'
import { fakeBridge } from '../fake-bridge.ts'
import { press, rendered, settled } from '../rendered.tsx'
import { useUndo } from './undo.tsx'

const log: string[] = []
function Work() {
  const { did } = useUndo()
  const work = (name: string) => {
    log.push(`did ${name}`)
    did({ label: name, undo: () => log.push(`undid ${name}`), redo: () => log.push(`redid ${name}`) }, { toast: true })
  }
  return (
    <>
      <button type="button" onClick={() => work('甲')} />
      <button type="button" onClick={() => work('乙')} />
      <textarea />
    </>
  )
}

test('what was done is taken back and done again in turn, and the line at the bottom says so', async () => {
  const bridge = fakeBridge()
  log.length = 0
  await rendered(<Work />)
  await act(async () => {
    for (const button of document.querySelectorAll('button')) button.click()
  })
  const said = [document.querySelector('[role=status]')?.textContent]
  await press('KeyZ', { ctrlKey: true }, document.body)
  said.push(document.querySelector('[role=status]')?.textContent)
  await act(async () => bridge.tell('menu.chosen', { item: 'undo' }))
  await settled()
  await press('KeyZ', { ctrlKey: true, shiftKey: true }, document.body)
  expect({ log, said }).toEqual({
    log: ['did 甲', 'did 乙', 'undid 乙', 'undid 甲', 'redid 甲'],
    said: ['乙復原', '已復原：乙'],
  })
})

test('a text field keeps its own undo', async () => {
  fakeBridge()
  log.length = 0
  await rendered(<Work />)
  await act(async () => document.querySelector('button')?.click())
  const left = await press('KeyZ', { ctrlKey: true }, document.querySelector('textarea') ?? document.body)
  expect({ log, left }).toEqual({ log: ['did 甲'], left: true })
})

test('a step counts as taken back only when it was, and one that failed can be tried again', async () => {
  fakeBridge()
  let broken = true
  const tried: string[] = []
  function Page() {
    const { did, canUndo, canRedo } = useUndo()
    const undo = async () => {
      tried.push('undo')
      if (broken) throw new Refused('disk-full')
    }
    return (
      <button type="button" onClick={() => did({ label: '甲', undo, redo: () => {} })}>
        {`${canUndo} ${canRedo}`}
      </button>
    )
  }
  await rendered(<Page />)
  const button = document.querySelector('button')
  await act(async () => button?.click())
  await press('KeyZ', { ctrlKey: true }, document.body)
  const failed = button?.textContent
  broken = false
  await press('KeyZ', { ctrlKey: true }, document.body)
  expect([tried.length, failed, button?.textContent]).toEqual([2, 'true false', 'false true'])
})

test('a step that can never be taken back is skipped, and the older ones are reached', async () => {
  fakeBridge()
  const undone: string[] = []
  function Page() {
    const { did } = useUndo()
    const start = () => {
      did({ label: '甲', undo: () => undone.push('甲'), redo: () => {} })
      const undo = () => {
        throw new Refused('not-found')
      }
      did({ label: '乙', undo, redo: () => {} })
    }
    return <button type="button" id="start" onClick={start} />
  }
  await rendered(<Page />)
  await act(async () => document.querySelector<HTMLElement>('#start')?.click())
  await press('KeyZ', { ctrlKey: true }, document.body)
  await act(async () => document.querySelector<HTMLElement>('[role=status] button')?.click())
  await press('KeyZ', { ctrlKey: true }, document.body)
  expect(undone).toEqual(['甲'])
})
