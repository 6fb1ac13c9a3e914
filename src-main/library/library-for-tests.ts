import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { canonicalJson } from '../../src-shared/briefings/canonical.ts'
import { uuidv7 } from './ids.ts'
import type { Library, Surroundings } from './library.ts'
import { openSafely, type SafeOpening } from './open-safely.ts'
import type { StoredRecord } from './records.ts'
import { sha256 } from './sha256.ts'

/** For tests only: a clock that goes on by a second at each look, and ids by chance. */
export function testSurroundings(
  start = 1_750_000_000_000,
): Surroundings & { clock: { time: number }; facts: unknown[] } {
  const clock = { time: start }
  const facts: unknown[] = []
  return {
    clock,
    facts,
    newId: () => uuidv7(clock.time),
    now: () => {
      clock.time += 1000
      return clock.time
    },
    tell: (event, data) => facts.push([event, data]),
    onDamage: (table, id) => facts.push(['damage', table, id]),
  }
}

export function openForTest(folder: string, surroundings: Surroundings, opening: SafeOpening = {}) {
  mkdirSync(folder, { recursive: true })
  return openSafely(folder, surroundings, { lockWait: 0, ...opening })
}

const request = () => randomUUID()

/** Puts a briefing with one version in. */
export function publish(library: Library, slug: string, text = slug): StoredRecord<'briefings'> {
  const content = canonicalJson({ text })
  const hash = sha256(content)
  return library.write(request(), (writer) => {
    const briefing = writer.add('briefings', library.newId(), {
      slug,
      status: 'issued',
      number: 1,
      version: hash,
      minted: 1,
    })
    writer.add('versions', library.newId(), {
      briefing: briefing.id,
      number: 1,
      hash,
      head: '{}',
      counts: '{}',
      received: '2026-01-01T00:00:00.000Z',
      content,
    })
    return briefing
  })
}

export function annotate(
  library: Library,
  briefing: StoredRecord<'briefings'>,
  note: string,
): StoredRecord<'annotations'> {
  return library.write(request(), (writer) =>
    writer.add('annotations', library.newId(), {
      briefing: briefing.id,
      version: briefing.version,
      target: '{"type":"briefing"}',
      kind: 'fact',
      note,
      tags: '[]',
      marking: null,
      parent_id: null,
      due: null,
      done: null,
      links: null,
      decisions: null,
      created: '2026-01-01T00:00:00.000Z',
      modified: '2026-01-01T00:00:00.000Z',
    }),
  )
}

export function rewrite(library: Library, row: StoredRecord<'annotations'>, note: string): StoredRecord<'annotations'> {
  return library.write(request(), (writer) => writer.put('annotations', 'change', row, { note }))
}

export function remove(library: Library, row: StoredRecord<'annotations'>): StoredRecord<'annotations'> {
  return library.write(request(), (writer) => writer.put('annotations', 'remove', row))
}

/** The notes of all annotations that are there and say what was written. */
export function notesIn(library: Library): readonly string[] {
  const rows = library.db.all<StoredRecord<'annotations'>>(
    'SELECT * FROM annotations WHERE deleted_at_hlc IS NULL ORDER BY note',
  )
  return library.intact('annotations', rows).map(({ note }) => String(note))
}
