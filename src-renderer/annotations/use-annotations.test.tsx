import { useQueryClient } from '@tanstack/react-query'
import { act } from 'react'
import { beforeEach, expect, test } from 'vitest'
import type { AnnotationChange, AnnotationDraft, PlacedAnnotation } from '../../src-shared/annotations/annotation.ts'
import { ask } from '../api.ts'
import { FakeRefusal, fakeBridge } from '../fake-bridge.ts'
import { rendered, settled } from '../rendered.tsx'
import { useUndo } from '../ui/undo.tsx'
import { useAnnotations } from './use-annotations.ts'

const briefing = '019f4989-de80-7a3e-9c41-5b2d8e70f1a6'

/** A library of one briefing as strict as the real one: every write names the version it was made on. */
function strictLibrary() {
  const rows = new Map<string, PlacedAnnotation & { removed: boolean }>()
  const said = new Map<string, PlacedAnnotation>()
  let clock = 0
  const put = (row: PlacedAnnotation, removed = false) => {
    clock += 1
    const next = { ...row, hlc: `h${clock}`, removed }
    rows.set(row.id, next)
    said.set(next.hlc, next)
    return next
  }
  const fresh = (id: string, hlc: string) => {
    const row = rows.get(id)
    if (row === undefined) throw new FakeRefusal('not-found')
    if (row.hlc !== hlc) throw new FakeRefusal('conflict', { current: row, ...(row.removed && { removed: true }) })
    return row
  }
  return {
    put: (id: string, note = '') => put({ id, briefing, note, kind: 'fact', tags: [] } as unknown as PlacedAnnotation),
    there: () => [...rows.values()].filter(({ removed }) => !removed),
    notes: () => [...rows.values()].filter(({ removed }) => !removed).map(({ note }) => note),
    /** Another window writes. */
    elsewhere: (id: string, note: string) => put({ ...(rows.get(id) as PlacedAnnotation), note }),
    answers: {
      'annotations.list': () => [...rows.values()].filter(({ removed }) => !removed),
      'annotations.add': (draft: AnnotationDraft) => put({ ...draft, id: `new${clock}` } as never),
      'annotations.change': ({ id, hlc, change }: { id: string; hlc: string; change: AnnotationChange }) =>
        put({ ...fresh(id, hlc), ...change } as PlacedAnnotation),
      'annotations.remove': ({ id, hlc }: { id: string; hlc: string }) => ({ hlc: put(fresh(id, hlc), true).hlc }),
      'annotations.restore': ({ id, hlc }: { id: string; hlc?: string }) =>
        put(hlc === undefined ? (rows.get(id) as PlacedAnnotation) : fresh(id, hlc)),
      'annotations.revert': ({ id, hlc, expected }: { id: string; hlc: string; expected: string }) =>
        put({ ...fresh(id, expected), note: said.get(hlc)?.note ?? '?' }),
    },
  }
}

let library: ReturnType<typeof strictLibrary>
let bridge: ReturnType<typeof fakeBridge>
let annotations: ReturnType<typeof useAnnotations>
let undo: ReturnType<typeof useUndo>
let forget: () => void

function Page() {
  const client = useQueryClient()
  undo = useUndo()
  forget = () => client.removeQueries({ queryKey: ask('annotations', 'list', { briefing }).queryKey })
  annotations = useAnnotations(briefing)
  return <p>{annotations.list.map(({ note, id }) => note || id).join(' ')}</p>
}

beforeEach(() => {
  library = strictLibrary()
  bridge = fakeBridge(library.answers)
})

const does = async (work: () => unknown) => {
  await act(async () => void (await work()))
  await settled()
}
const shown = () => document.querySelector('p')?.textContent
const toast = () => document.querySelector('.toast')?.textContent

test('an undo after the list was forgotten asks for the list again and loses nothing', async () => {
  for (const id of ['a', 'b', 'c']) library.put(id)
  await rendered(<Page />)
  await does(() => annotations.remove('b'))
  // As after some minutes in the library.
  await does(forget)
  await does(() => undo.undo())
  await does(() => bridge.tell('annotations.changed', { briefing }))
  expect([shown(), library.there().length]).toEqual(['a b c', 3])
})

test('several steps on one annotation are taken back and done again one after the other, each on what the one before wrote', async () => {
  library.put('a', '一')
  await rendered(<Page />)
  await does(() => annotations.change('a', { note: '二' }))
  await does(() => annotations.change('a', { note: '三' }))
  await does(() => annotations.remove('a'))
  const notes: string[][] = []
  for (const way of ['undo', 'undo', 'undo', 'redo', 'redo', 'undo', 'redo', 'redo', 'undo'] as const) {
    await does(() => undo[way]())
    notes.push(library.notes())
  }
  expect(notes).toEqual([['三'], ['二'], ['一'], ['二'], ['三'], ['二'], ['三'], [], ['三']])
})

test('steps pressed faster than the library answers are done in order', async () => {
  library.put('a', '一')
  await rendered(<Page />)
  for (const note of ['二', '三', '四']) await does(() => annotations.change('a', { note }))
  await does(() => {
    undo.undo()
    undo.undo()
    undo.undo()
  })
  expect([library.notes(), undo.canUndo, undo.canRedo]).toEqual([['一'], false, true])
})

test('what was added is taken away and brought back with what was written on it since', async () => {
  await rendered(<Page />)
  const draft = { briefing, note: '', kind: 'fact', tags: [] } as unknown as AnnotationDraft
  await does(() => annotations.add(draft))
  await does(() => annotations.change(library.there()[0]?.id ?? '', { note: '寫' }))
  const notes: string[][] = []
  for (const way of ['undo', 'undo', 'redo', 'redo'] as const) {
    await does(() => undo[way]())
    notes.push(library.notes())
  }
  expect(notes).toEqual([[''], [], [''], ['寫']])
})

test('what another window changed since is not overwritten by an undo: it says so, and the step stays until it is skipped', async () => {
  library.put('a', '一')
  library.put('b', '甲')
  await rendered(<Page />)
  await does(() => annotations.change('b', { note: '乙' }))
  await does(() => annotations.change('a', { note: '二' }))
  library.elsewhere('a', '別處的')
  await does(() => bridge.tell('annotations.changed', { briefing }))
  await does(() => undo.undo())
  const refused = [library.notes(), toast(), undo.canUndo, undo.canRedo]
  await does(() => document.querySelector<HTMLButtonElement>('.toast button')?.click())
  await does(() => undo.undo())
  expect([refused, library.notes(), undo.canUndo]).toEqual([
    [['別處的', '乙'], '沒有復原「已更改註記」：後來在別處改過，那裡的內容沒有更動略過這一步', true, false],
    ['別處的', '甲'],
    false,
  ])
})

test('a change made on what another window wrote is taken back to that, and no further', async () => {
  library.put('a', '一')
  await rendered(<Page />)
  await does(() => annotations.change('a', { note: '二' }))
  const theirs = library.elsewhere('a', '別處的')
  // The list does not know of it yet: the history does.
  await does(() => annotations.change('a', { note: '三' }, theirs.hlc))
  await does(() => undo.undo())
  const once = library.notes()
  await does(() => undo.undo())
  expect([once, library.notes(), undo.canUndo]).toEqual([['別處的'], ['別處的'], true])
})
