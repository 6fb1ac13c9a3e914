import { useQueryClient } from '@tanstack/react-query'
import { act } from 'react'
import { expect, test } from 'vitest'
import type { PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { ask } from '../api.ts'
import { fakeBridge } from '../fake-bridge.ts'
import { rendered, settled } from '../rendered.tsx'
import { useUndo } from '../ui/undo.tsx'
import { useAnnotations } from './use-annotations.ts'

const briefing = '019f4989-de80-7a3e-9c41-5b2d8e70f1a6'
const one = (id: string, hlc = 'h1') => ({ id, hlc, briefing, note: '', tags: [] }) as unknown as PlacedAnnotation

test('an undo after the list was forgotten asks for the list again and loses nothing', async () => {
  let stored = [one('a'), one('b'), one('c')]
  let removed: PlacedAnnotation | null = null
  const bridge = fakeBridge({
    'annotations.list': () => stored,
    'annotations.remove': ({ id }: { id: string }) => {
      removed = stored.find((each) => each.id === id) ?? null
      stored = stored.filter((each) => each.id !== id)
      return null
    },
    'annotations.restore': () => {
      if (removed) stored = [...stored, removed]
      return removed
    },
  })
  let annotations: ReturnType<typeof useAnnotations> | undefined
  let undo: (() => unknown) | undefined
  let forget: (() => void) | undefined
  function Page({ open }: { readonly open: boolean }) {
    const client = useQueryClient()
    undo = useUndo().undo
    forget = () => client.removeQueries({ queryKey: ask('annotations', 'list', { briefing }).queryKey })
    return open ? <List /> : null
  }
  function List() {
    annotations = useAnnotations(briefing)
    return <p>{annotations.list.map(({ id }) => id).join(' ')}</p>
  }
  await rendered(<Page open />)
  await act(async () => annotations?.remove('b'))
  // As after some minutes in the library.
  await act(async () => forget?.())
  await act(async () => undo?.())
  await settled()
  await act(async () => bridge.tell('annotations.changed', { briefing }))
  await settled()
  expect(document.querySelector('p')?.textContent).toBe('a c b')
})
