// kill -9 at random points while an old library, or none, is opened: it is the old one or the new one, never between.
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../electron.mjs'
import { openDesk } from './desk.mjs'
import { faultsOf, openFile } from './judge.mjs'
import { openedLibrary, pause, shown, startLibrary, within } from './library.mjs'

export async function torture({ runs, random, scene, say }) {
  const today = scene.place('today')
  const library = await openedLibrary(scene, today)
  const desk = openDesk(random.apart())
  await desk.sit(library.ask)
  for (let each = 0; each < 120; each += 1) await desk.step(library.ask)
  const truth = wordsOf(await shown(library.ask))
  await library.close()
  const schemas = { today: schemaOf(join(today, 'library.sqlite')) }
  const olds = [
    { name: 'none yet', folder: null, schema: null },
    ...oldLibraries(scene, today, schemas.today).map((old) => ({ ...old, truth })),
    ...(await shippedLibraries(scene)),
  ]
  const found = Object.fromEntries(olds.map(({ name }) => [name, { kills: 0, before: 0, old: 0, new: 0, inTime: 0 }]))
  const because = []
  // How long an opening takes here, so that the kills fall inside it.
  const usual = await usualTime(scene, olds)
  for (let turn = 0; turn < runs; turn += 1) {
    const { name, folder, schema, truth: words } = olds[turn % olds.length]
    const told = (what) => because.push(`${name} (${turn}): ${what}`)
    const place = scene.place('opening')
    if (folder !== null) cpSync(folder, place, { recursive: true })
    const lock = join(place, 'library.lock')
    rmSync(lock, { force: true })
    const opening = startLibrary(scene, place)
    const moment = async () => {
      // Most of an opening is the start of the process: half of the kills wait until it has taken the library.
      if (random.happens(0.5)) {
        while (!existsSync(lock)) await pause(1)
        await pause(random.whole(0, 60))
      } else await pause(random.whole(0, usual.get(name)))
      return false
    }
    const done = await Promise.race([opening.opened.then(() => true), moment()])
    opening.kill()
    await opening.ended
    const one = found[name]
    one.kills += 1
    if (done) one.inTime += 1
    const file = join(place, 'library.sqlite')
    if (!existsSync(file)) {
      one.before += 1
      if (folder !== null) told('the library is gone')
    } else {
      const state = schemaOf(file)
      if (same(state, schemas.today)) one.new += 1
      else if (schema !== null && same(state, schema)) one.old += 1
      else told(`between two schemas: version ${state.version}`)
      if (folder === null || same(state, schemas.today)) for (const each of faultsOf(file)) told(each)
    }
    try {
      const again = await openedLibrary(scene, place)
      const seen = await shown(again.ask)
      if (folder !== null && wordsOf(seen) !== words) told('other words after the second start')
      if (folder === null && seen.briefings.length < 2) told('the list is not whole after the second start')
      await again.close()
      if (!same(schemaOf(file), schemas.today)) told('the second start did not bring it to the schema of today')
      const left = readdirSync(place).filter((each) => each.startsWith('.making-'))
      if (left.length > 0) told(`left behind: ${left.join()}`)
    } catch (error) {
      told(error.message)
    }
    scene.drop(place)
    if ((turn + 1) % 50 === 0) say(`${turn + 1} kills, ${because.length} broken promises`)
  }
  return {
    verdict: because.length > 0 ? 'broken' : 'kept',
    schemaOfToday: schemas.today.version,
    found,
    because: because.slice(0, 20),
  }
}

async function usualTime(scene, olds) {
  const times = new Map()
  for (const { name, folder } of olds) {
    const place = scene.place('usual')
    if (folder !== null) cpSync(folder, place, { recursive: true })
    const start = performance.now()
    const library = startLibrary(scene, place)
    await within(60_000, library.opened, 'the library did not open')
    times.set(name, Math.ceil(performance.now() - start))
    await library.close()
    scene.drop(place)
  }
  return times
}

/** Libraries of every schema before today's, with the records of today's one: only what that schema had. */
function oldLibraries(scene, today, schema) {
  const steps = readdirSync(join(root, 'src-main/library/migrations'))
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
  const olds = []
  for (let version = 1; version <= steps.length; version += 1) {
    const folder = scene.place('old')
    const path = join(folder, 'library.sqlite')
    if (version === schema.version) copyFileSync(join(today, 'library.sqlite'), path)
    else {
      const db = openFile(path)
      db.exec('PRAGMA journal_mode=WAL; PRAGMA foreign_keys=OFF')
      for (const name of steps.slice(0, version)) {
        db.exec(readFileSync(join(root, 'src-main/library/migrations', name), 'utf8'))
      }
      db.exec(`ATTACH '${join(today, 'library.sqlite')}' AS today`)
      for (const { name } of db
        .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .all()) {
        const columns = db
          .prepare(`PRAGMA main.table_info("${name}")`)
          .all()
          .map((column) => `"${column.name}"`)
          .join(', ')
        db.exec(`INSERT INTO main."${name}" (${columns}) SELECT ${columns} FROM today."${name}"`)
      }
      db.exec('DETACH today')
      db.exec(
        `PRAGMA application_id = ${0x4272446b}; PRAGMA user_version = ${version}; PRAGMA wal_checkpoint(TRUNCATE)`,
      )
      db.close()
    }
    olds.push({ name: `schema ${version}`, folder, schema: schemaOf(path) })
  }
  return olds
}

/** The libraries kept from every release, with the words an undisturbed opening shows. */
async function shippedLibraries(scene) {
  const kept = join(root, 'e2e/samples')
  const names = existsSync(kept) ? readdirSync(kept).filter((name) => /^library-schema-\d+\.sqlite$/.test(name)) : []
  const shipped = []
  for (const name of names) {
    const folder = scene.place('shipped')
    copyFileSync(join(kept, name), join(folder, 'library.sqlite'))
    const undisturbed = scene.place('undisturbed')
    cpSync(folder, undisturbed, { recursive: true })
    const library = await openedLibrary(scene, undisturbed)
    const truth = wordsOf(await shown(library.ask))
    await library.close()
    shipped.push({ name, folder, schema: schemaOf(join(folder, 'library.sqlite')), truth })
  }
  return shipped
}

/** The version a library says it has, and the tables it really has. */
function schemaOf(path) {
  const db = openFile(path, { readOnly: true })
  const { user_version: version } = db.prepare('PRAGMA user_version').get()
  const tables = db
    .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name")
    .all()
  db.close()
  return { version, tables: JSON.stringify(tables.map(({ sql }) => sql)) }
}

const same = (one, other) => one.version === other.version && one.tables === other.tables

const wordsOf = ({ briefings, annotations, drafts }) =>
  JSON.stringify({
    briefings: briefings.map(({ row, open }) => [row.slug, row.number, row.version, open.ok]).sort(),
    annotations: annotations.map(({ id, note, kind, tags, hlc }) => [id, note, kind, tags, hlc]).sort(),
    drafts: drafts.map(({ key, text }) => [key, text]),
  })
