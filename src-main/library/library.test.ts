import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-shared/ipc.ts'
import { openDatabase } from './database.ts'
import { acceptHlc, nextHlc } from './hlc.ts'
import { uuidv7 } from './ids.ts'
import type { Surroundings } from './library.ts'
import { applicationId, schemaOf, schemaVersion } from './migrations.ts'
import { openInMemory, openLibrary } from './open-library.ts'

let folder: string
const file = () => join(folder, 'library.sqlite')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-library-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function surroundings(facts: unknown[] = []): Surroundings {
  let ids = 0
  return {
    newId: () => {
      ids += 1
      return uuidv7(1_750_000_000_000, new Uint8Array(10).fill(ids))
    },
    now: () => 1_750_000_000_000,
    tell: (event, data) => facts.push([event, data]),
    onDamage: (table, id) => facts.push(['damage', table, id]),
  }
}

const refusalOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? [error.code, error.data.cause].filter(Boolean).join(' ') : String(error)
  }
  return 'done'
}

const briefing = (slug: string) => ({ slug, status: 'issued', number: 1, version: 'a'.repeat(64), minted: 1 })

test('the schema is the one in the snapshot', async () => {
  const library = openInMemory(surroundings())
  await expect(schemaOf(library.db)).toMatchFileSnapshot('schema-snapshot.sql')
})

describe('opening', () => {
  test('a new library is made, closed without a log beside it, and known by its header', () => {
    openLibrary(folder, surroundings()).close()
    const header = readFileSync(file())
    expect([header.readUInt32BE(68), header.readUInt32BE(60), statSync(file()).size > 0]).toEqual([
      applicationId,
      schemaVersion,
      true,
    ])
  })

  test('a library opened again is the same library, with the same device', () => {
    const first = openLibrary(folder, surroundings())
    const device = first.db.get('SELECT value FROM meta WHERE key = ?', 'device')
    first.close()
    const second = openLibrary(folder, surroundings())
    expect(second.db.get('SELECT value FROM meta WHERE key = ?', 'device')).toEqual(device)
    second.close()
  })

  test('a library that is open elsewhere is locked, and free once it is closed', () => {
    const first = openLibrary(folder, surroundings())
    const while_ = refusalOf(() => openLibrary(folder, surroundings(), { lockWait: 0 }))
    first.close()
    openLibrary(folder, surroundings(), { lockWait: 0 }).close()
    expect(while_).toBe('locked')
  })

  test.each([
    ['an empty file', '', 'damaged empty-file'],
    ['a file that is something else', '這不是書庫。'.repeat(100), 'damaged not-a-library'],
  ])('%s in the place of the library is damaged and left as it is', (_, content, refused) => {
    writeFileSync(file(), content)
    expect([refusalOf(() => openLibrary(folder, surroundings())), readFileSync(file(), 'utf8')]).toEqual([
      refused,
      content,
    ])
  })

  test('a database of another program is not taken for a library', () => {
    const db = openDatabase(file())
    db.script('CREATE TABLE a (b TEXT) STRICT')
    db.close()
    const before = readFileSync(file())
    const refused = refusalOf(() => openLibrary(folder, surroundings()))
    expect([refused, readFileSync(file()).equals(before)]).toEqual(['damaged not-a-library', true])
  })

  test('a library of a newer program is refused and left byte for byte as it was', () => {
    openLibrary(folder, surroundings()).close()
    const db = openDatabase(file())
    db.script(`PRAGMA user_version = ${schemaVersion + 1}`)
    db.close()
    const before = readFileSync(file())
    const refused = refusalOf(() => openLibrary(folder, surroundings()))
    expect([refused, readFileSync(file()).equals(before)]).toEqual(['newer-library', true])
  })

  test('a log without its library means the library was moved, and no empty one is put in its place', () => {
    writeFileSync(`${file()}-wal`, 'x')
    expect(refusalOf(() => openLibrary(folder, surroundings()))).toBe('not-found library-missing')
  })

  test('what a killed program left half made is swept', () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, '.making-library.sqlite'), '')
    openLibrary(folder, surroundings()).close()
    expect(refusalOf(() => statSync(join(folder, '.making-library.sqlite')))).toContain('ENOENT')
  })
})

describe('writing', () => {
  test('a record, its log entry and the answer are written together or not at all', () => {
    const facts: unknown[] = []
    const library = openInMemory(surroundings(facts))
    const refused = refusalOf(() =>
      library.write('r1', (writer) => {
        writer.add('briefings', library.newId(), briefing('a'))
        writer.tell('briefings.changed', {})
        throw new Refusal('refused')
      }),
    )
    const counts = () =>
      ['briefings', 'change_log', 'answered'].map((table) => library.db.get(`SELECT count(*) AS n FROM ${table}`)?.n)
    const before = counts()
    library.write('r2', (writer) => {
      writer.add('briefings', library.newId(), briefing('a'))
      writer.tell('briefings.changed', {})
      return null
    })
    expect([refused, before, counts(), facts]).toEqual(['refused', [0, 0, 0], [1, 1, 1], [['briefings.changed', {}]]])
  })

  test('a write asked for again is answered from memory and not done twice', () => {
    const library = openInMemory(surroundings())
    const ask = (request: string, slug: string) =>
      library.write(request, (writer) => writer.add('briefings', library.newId(), briefing(slug)).slug)
    expect([ask('r1', 'a'), ask('r1', 'b'), library.db.all('SELECT slug FROM briefings').length]).toEqual(['a', 'a', 1])
  })

  test('a changed record keeps what it was before, and the log cannot be rewritten', () => {
    const library = openInMemory(surroundings())
    const made = library.write('r1', (writer) => writer.add('briefings', library.newId(), briefing('a')))
    library.write('r2', (writer) => writer.put('briefings', 'change', made, { slug: 'b' }).slug)
    const history = library.db.get<{ payload: string; hlc: string }>('SELECT * FROM record_history')
    expect([
      JSON.parse(history?.payload ?? '{}').slug,
      history?.hlc,
      library.read('briefings', made.id)?.slug,
      library.db.all('SELECT op FROM change_log ORDER BY seq').map(({ op }) => op),
      refusalOf(() => library.db.run('DELETE FROM change_log')),
      refusalOf(() => library.db.run("UPDATE change_log SET payload = '{}'")),
    ]).toEqual([
      'a',
      made.hlc,
      'b',
      ['add', 'change'],
      expect.stringContaining('append-only'),
      expect.stringContaining('append-only'),
    ])
  })

  test('a record with one changed letter is reported and never shown', () => {
    const facts: unknown[] = []
    const library = openInMemory(surroundings(facts))
    const { id } = library.write('r1', (writer) => writer.add('briefings', library.newId(), briefing('a')))
    library.db.run("UPDATE briefings SET slug = 'b'")
    expect([refusalOf(() => library.read('briefings', id)), facts]).toEqual(['damaged', [['damage', 'briefings', id]]])
  })
})

describe('the clock', () => {
  const device = '0badcafe'
  test('a later change sorts later, whatever the wall clock says', () => {
    const first = nextHlc(null, 2000, device)
    const back = nextHlc(first, 1000, device)
    const far = nextHlc(back, 3000, device)
    expect([first, back, far]).toEqual([
      '0000000007d0-0000-0badcafe',
      '0000000007d0-0001-0badcafe',
      '000000000bb8-0000-0badcafe',
    ])
  })

  test('a full counter goes on in the next millisecond', () => {
    expect(nextHlc('0000000007d0-ffff-0badcafe', 2000, device)).toBe('0000000007d1-0000-0badcafe')
  })

  test('a clock that is more than a day ahead does not move ours', () => {
    const day = 24 * 60 * 60 * 1000
    const ahead = nextHlc(null, day + 5000, '11111111')
    const near = nextHlc(null, 5000, '11111111')
    expect([acceptHlc(null, ahead, 2000), acceptHlc(null, near, 2000)]).toEqual([null, near])
  })
})

test('ids are UUIDs of version 7 and sort by time', () => {
  const ids = [1, 2 ** 40, 2 ** 47].map((now) => uuidv7(now, new Uint8Array(10).fill(0xff)))
  expect(ids).toEqual([
    '00000000-0001-7fff-bfff-ffffffffffff',
    '01000000-0000-7fff-bfff-ffffffffffff',
    '80000000-0000-7fff-bfff-ffffffffffff',
  ])
})
