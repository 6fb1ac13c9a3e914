// Damages a library file in six ways and opens it: what is shown is true or is reported, and the damaged file is kept.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { damages } from './damage.mjs'
import { openDesk } from './desk.mjs'
import { faultsOf, loggedPayloads, openFile } from './judge.mjs'
import { openedLibrary, pause, shown, startLibrary, within } from './library.mjs'

const marks = 200
/** Written after the backup: as much as can be lost when all else fails. */
const later = 20

export async function torture({ runs, random, scene, say }) {
  const original = scene.place('library')
  const { truth, backup } = await makeLibrary({ folder: original, random: random.apart(), scene })
  say(backup ? 'the library has a backup' : 'this build makes no backups; opened without')
  const names = Object.keys(damages)
  const kinds = Object.fromEntries(
    names.map((name) => [
      name,
      { runs: 0, opened: 0, wrongText: 0, missing: 0, reported: 0, noticed: 0, harmless: 0, kept: 0 },
    ]),
  )
  const because = []
  for (let turn = 0; turn < runs; turn += 1) {
    const name = names[turn % names.length]
    const kind = kinds[name]
    kind.runs += 1
    const problems = await oneDamage({ name, kind, original, truth, random: random.apart(), scene })
    for (const each of problems) {
      because.push(`${name} (${turn}): ${each}`)
      say(because.at(-1))
    }
    if ((turn + 1) % 25 === 0) say(`${turn + 1} damages, ${because.length} broken promises`)
  }
  const sum = (key) => Object.values(kinds).reduce((total, kind) => total + kind[key], 0)
  return {
    verdict: because.length > 0 ? 'broken' : 'kept',
    backup,
    opened: sum('opened'),
    wrongTextShown: sum('wrongText'),
    damagedFileKept: sum('kept'),
    reported: sum('reported'),
    harmless: sum('harmless'),
    kinds,
    because: because.slice(0, 20),
    broken: because.length,
  }
}

async function makeLibrary({ folder, random, scene }) {
  const library = await openedLibrary(scene, folder)
  const desk = openDesk(random)
  await desk.sit(library.ask)
  while (desk.marks.size < marks - later) await desk.step(library.ask)
  const made = await library.ask('library', 'backup', {})
  while (desk.marks.size < marks) await desk.step(library.ask)
  const seen = await shown(library.ask)
  await library.close()
  const truth = {
    annotations: new Map(seen.annotations.map((mark) => [mark.id, said(mark)])),
    // A backup may bring back what a mark said before.
    earlier: earlierWords(join(folder, 'library.sqlite')),
    drafts: new Map(seen.drafts.map(({ key, text }) => [key, text])),
    earlierDrafts: draftsOfBackups(join(folder, 'backups')),
    briefings: new Map(seen.briefings.map(({ row, open }) => [row.id, wordsOf(row, open)])),
  }
  return { truth, backup: made?.ok === true }
}

const said = ({ briefing, version, target, kind, note, tags }) =>
  JSON.stringify([briefing, version, target, kind, note, tags])

function wordsOf(row, open) {
  const { slug, number, version, head } = row
  return {
    head: JSON.stringify([slug, number, version, head]),
    content: open.ok ? JSON.stringify(open.value.content) : null,
  }
}

function earlierWords(path) {
  const words = loggedPayloads(path, 'annotations').map(({ briefing, version, target, kind, note, tags }) =>
    said({ briefing, version, target: JSON.parse(target), kind, note, tags: JSON.parse(tags) }),
  )
  return new Set(words)
}

function draftsOfBackups(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sqlite')) : []
  return new Set(
    files.flatMap((name) => {
      const db = openFile(join(folder, name), { readOnly: true })
      const rows = db.prepare('SELECT key, text FROM drafts').all()
      db.close()
      return rows.map(({ key, text }) => `${key} ${text}`)
    }),
  )
}

async function oneDamage({ name, kind, original, truth, random, scene }) {
  const problems = []
  const folder = scene.place('damaged')
  cpSync(original, folder, { recursive: true })
  const path = join(folder, 'library.sqlite')
  // Half of the damages fall where a reader's words are; the rest anywhere.
  const good = readFileSync(path)
  const near = random.happens(0.5) ? random.pick(wordPlaces(good)) : null
  const bytes = Buffer.from(damages[name](good, random, near))
  writeFileSync(path, bytes)
  // What the damage did, seen without the product: nothing at all when it fell on unused bytes.
  const [harm] = faultsOf(path)
  const library = startLibrary(scene, folder)
  try {
    const told = await within(60_000, library.opened, 'no word from the library')
    if (told.type === 'ready') {
      kind.opened += 1
      const seen = await within(60_000, shown(library.ask), 'the library stopped answering')
      await pause(20)
      const report = seen.refused.length > 0 || (await reportOf(library))
      const { wrong, missing } = compare(seen, truth, report)
      for (const each of wrong) problems.push(`wrong text shown: ${each}`)
      kind.wrongText += wrong.length
      if (missing.length > 0) kind.missing += 1
      if (report) kind.reported += 1
      if (missing.length > 0 && !report)
        problems.push(`not shown and not reported: ${missing[0]} and ${missing.length - 1} more`)
      const noticed = report || (await verifyFinds(library))
      if (noticed) kind.noticed += 1
      if (harm !== undefined && noticed === false) problems.push(`never noticed, not by a check either: ${harm}`)
      if (harm === undefined && missing.length === 0 && wrong.length === 0) kind.harmless += 1
      await library.close()
      // In place as it was, or set aside as it was; a file in use may have changed where it was sound.
      if (!report || keeps(folder, bytes) || inPlace(path, bytes)) kind.kept += 1
      else problems.push('the damaged file is gone')
    } else {
      problems.push(
        `it did not open: ${told.type} ${told.code ?? ''} ${told.data?.cause ?? ''} ${library.errors().slice(-200)}`,
      )
      library.kill()
      await library.ended
      if (keeps(folder, bytes)) kind.kept += 1
      else problems.push('the damaged file was changed')
    }
  } catch (error) {
    problems.push(error.message)
    library.kill()
  }
  scene.drop(folder)
  return problems
}

/** Where in the file the notes of the reader stand: each of them begins with its number. */
function wordPlaces(bytes) {
  const places = []
  for (let at = bytes.indexOf('#', 4096); at >= 0; at = bytes.indexOf('#', at + 1)) {
    if (/^#\d+ /.test(bytes.toString('latin1', at, at + 6))) places.push(at + 4)
  }
  return places
}

function compare(seen, truth, report) {
  const wrong = []
  const missing = []
  const there = new Set()
  for (const mark of seen.annotations) {
    there.add(mark.id)
    const right = truth.annotations.get(mark.id)
    if (right !== said(mark) && !truth.earlier.has(said(mark))) wrong.push(`annotation ${mark.id}`)
  }
  for (const id of truth.annotations.keys()) if (!there.has(id)) missing.push(`annotation ${id}`)
  const drafts = new Map(seen.drafts.map((draft) => [draft.key, draft]))
  for (const [key, text] of truth.drafts) {
    const draft = drafts.get(key)
    if (draft === undefined) missing.push(`draft ${key}`)
    // One that is told as damaged is shown as that, where it stands.
    else if (draft.damaged || draft.text === text) continue
    // What a backup holds is older, and that is no secret: the recovery has been told.
    else if (!report || !truth.earlierDrafts.has(`${key} ${draft.text}`)) wrong.push(`draft ${key}`)
  }
  const rows = new Map(seen.briefings.map(({ row, open }) => [row.id, wordsOf(row, open)]))
  for (const [id, right] of truth.briefings) {
    const found = rows.get(id)
    if (found === undefined) missing.push(`briefing ${id}`)
    else {
      if (found.head !== right.head) wrong.push(`list row of ${id}`)
      if (found.content === null) missing.push(`text of ${id}`)
      else if (found.content !== right.content) wrong.push(`text of ${id}`)
    }
  }
  return { wrong, missing }
}

/** True if the reader was told: by a fact, or by the state of the library. */
async function reportOf(library) {
  if (library.facts.some(({ event, data }) => event === 'library.changed' && data.code === 'damaged')) return true
  const state = await library.ask('library', 'state', {})
  return state?.ok === true && (state.value.report !== null || state.value.notices.length > 0)
}

/** Whether the library's own check finds something; null where this build has none. */
async function verifyFinds(library) {
  const reply = await library.ask('library', 'verify', {})
  if (reply === null || reply.code === 'bad-request') return null
  return !(reply.ok && reply.value.ok)
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

function keeps(folder, bytes) {
  const wanted = sha256(bytes)
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name))
  return files.some(
    (file) =>
      existsSync(file) &&
      statSync(file).isFile() &&
      statSync(file).size === bytes.length &&
      sha256(readFileSync(file)) === wanted,
  )
}

/** The file in place still holds the damage, so nothing was thrown away. */
function inPlace(path, bytes) {
  return statSync(path).size >= bytes.length
}
