// kill -9 of the library process and of the whole app, while it opens, annotates, imports and exports.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDesk } from './desk.mjs'
import { faultsOf } from './judge.mjs'
import { killApp } from './kill-app.mjs'
import { killExports } from './kill-exports.mjs'
import { openedLibrary, pause, startLibrary, within } from './library.mjs'

/** How many of the kills end the whole app; it takes seconds to start, so fewer where a run must be short. */
const wholeApp = { usual: 0.15, short: 0.1 }
/** A library that grew over this many kills makes room for a new one. */
const perLibrary = 40

export async function torture({ runs, short, random, scene, say }) {
  const appRuns = Math.max(1, Math.round(runs * (short ? wholeApp.short : wholeApp.usual)))
  const exportRuns = Math.max(1, Math.round(runs * 0.05))
  const total = { acknowledged: 0, unanswered: 0, resent: 0, alreadyThere: 0, imports: 0 }
  const because = []
  const each = () => ({ random: random.apart(), scene, say, total, because })
  const processRuns = runs - appRuns - exportRuns
  const [library, rest] = [each(), each()]
  // Each mostly waits for a process to start or to end, so the two go on beside each other, each with its own chance.
  const [processKills, [exportKills, appKills]] = await Promise.all([
    killProcess({ runs: processRuns, ...library }),
    killExports({ runs: exportRuns, ...rest }).then(async (kills) => [
      kills,
      await killApp({ runs: appRuns, ...rest, random: rest.random.apart() }),
    ]),
  ])
  return {
    verdict: because.length > 0 ? 'broken' : 'kept',
    kills: { libraryProcess: processKills, wholeApp: appKills, exporting: exportKills },
    ...total,
    lost: because.filter((each) => each.startsWith('lost')).length,
    doubled: because.filter((each) => each.startsWith('doubled')).length,
    notIntact: because.filter((each) => each.startsWith('fault')).length,
    because: because.slice(0, 20),
  }
}

async function killProcess({ runs, random, scene, say, total, because }) {
  const kills = { opening: 0, writing: 0 }
  let folder
  let desk
  for (let turn = 0; turn < runs; turn += 1) {
    if (turn % perLibrary === 0) {
      if (folder) scene.drop(folder)
      folder = scene.place('library')
      desk = openDesk(random.apart(), { place: scene.place, imports: true })
    }
    // A share of the kills comes while the library is opened; on a new one that is while it is made and filled.
    if (random.happens(turn % perLibrary === 0 ? 0.8 : 0.15)) {
      const opening = startLibrary(scene, folder)
      await pause(random.whole(20, 400))
      opening.kill()
      await opening.ended
      kills.opening += 1
    }
    const library = await openedLibrary(scene, folder)
    if (desk.marks.size > 0 || turn % perLibrary > 0) await look({ turn, library, desk, folder, total, because })
    await desk.sit(library.ask)
    const killed = pause(random.whole(0, 250)).then(() => library.kill())
    await desk.work(library.ask)
    await killed
    await within(10_000, library.ended, 'the killed process did not end')
    kills.writing += 1
    if ((turn + 1) % perLibrary === 0 || turn + 1 === runs) {
      const last = await openedLibrary(scene, folder)
      await look({ turn, library: last, desk, folder, total, because })
      await last.close()
      count(desk, total, because)
      if (readdirSync(folder).some((name) => name.startsWith('.making-')))
        because.push('fault: a half-made file stays behind')
    }
    if ((turn + 1) % 50 === 0) say(`${turn + 1} kills of the library process, ${because.length} faults`)
  }
  return kills
}

async function look({ turn, library, desk, folder, total, because }) {
  const { lost, doubled, strange, resent, alreadyThere } = await desk.agree(library.ask)
  total.resent += resent
  total.alreadyThere += alreadyThere
  for (const each of lost) because.push(`lost (kill ${turn}): ${each}`)
  for (const each of [...doubled, ...strange]) because.push(`doubled (kill ${turn}): ${each}`)
  const file = join(folder, 'library.sqlite')
  const faults = existsSync(file) ? faultsOf(file) : ['there is no library']
  for (const each of faults) because.push(`fault (kill ${turn}): ${each}`)
}

/** Adds up what a desk has seen. */
export function count(desk, total, because) {
  total.acknowledged += desk.counts.acknowledged
  total.unanswered += desk.counts.unanswered
  total.imports += desk.counts.imports
  for (const each of desk.refusals) because.push(`refused: ${each}`)
}
