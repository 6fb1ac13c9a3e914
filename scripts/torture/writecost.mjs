// What an acknowledged annotation costs beside a bare insert that is flushed as well, turn by turn in the same run.
import { join } from 'node:path'
import { openFile } from './judge.mjs'
import { openedLibrary } from './library.mjs'
import { noteWords } from './random.mjs'

/** The goal of the project: half again as long as the bare insert. A goal and no promise: where a flush costs little, it is missed. */
const goal = 1.5
/** Beyond this the write does something it need not: a second flush, a search through a whole table. */
const limit = 5
/** Two bare series that differ by more than this say that the machine was too restless to measure on. */
const restless = 0.15

export async function torture({ runs, random, scene }) {
  const folder = scene.place('library')
  const library = await openedLibrary(scene, folder)
  const [row] = await library.value('briefings', 'list', {})
  const bare = openFile(join(folder, 'bare.sqlite'))
  const insert = bareInsert(bare, 'FULL')
  const careless = openFile(join(folder, 'careless.sqlite'))
  const insertCarelessly = bareInsert(careless, 'OFF')
  const times = { annotation: [], bare: [], bareAgain: [], careless: [], round: [] }
  for (let turn = 0; turn < runs + 30; turn += 1) {
    const note = noteWords(random, turn)
    const draft = { briefing: row.id, version: row.version, target: { type: 'briefing' }, kind: 'fact', note, tags: [] }
    const series = [
      ['annotation', () => library.value('annotations', 'add', draft)],
      ['bare', () => insert.run(note)],
      ['bareAgain', () => insert.run(note)],
      // How much of the bare insert is its flush.
      ['careless', () => insertCarelessly.run(note)],
      // The way there and back alone: a question that writes nothing.
      ['round', () => library.value('annotations', 'drafts', { briefing: row.id })],
    ]
    // No series always comes first after the flush of another one.
    while (series.length > 0) {
      const [[name, work]] = series.splice(random.whole(0, series.length - 1), 1)
      const start = performance.now()
      await work()
      if (turn >= 30) times[name].push(performance.now() - start)
    }
  }
  bare.close()
  careless.close()
  await library.close()
  const p = (name, share) => times[name].sort((a, b) => a - b)[Math.floor(times[name].length * share)]
  const ratio = (above, below, share) => Math.round((p(above, share) / p(below, share)) * 100) / 100
  const p50 = ratio('annotation', 'bare', 0.5)
  const noise = ratio('bareAgain', 'bare', 0.5)
  const quiet = Math.abs(noise - 1) <= restless
  const because = []
  if (p50 > limit) because.push(quiet ? `p50 is ${p50} of a bare insert` : 'the machine was too restless to measure on')
  return {
    verdict: because.length === 0 ? 'kept' : quiet ? 'broken' : 'skipped',
    p50,
    p95: ratio('annotation', 'bare', 0.95),
    goal,
    goalMet: p50 <= goal,
    limit,
    questionAlone: ratio('round', 'bare', 0.5),
    bareWithoutFlush: ratio('careless', 'bare', 0.5),
    twoBareSeries: noise,
    because,
  }
}

function bareInsert(db, synchronous) {
  for (const setting of ['journal_mode=WAL', `synchronous=${synchronous}`]) db.exec(`PRAGMA ${setting}`)
  db.exec('CREATE TABLE plain (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
  return db.prepare('INSERT INTO plain (text) VALUES (?)')
}
