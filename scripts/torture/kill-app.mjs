// kill -9 of the whole app, as a crash of the machine's session would; on half of the turns its library process dies before it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { prefer, withApp } from './app.mjs'
import { openDesk } from './desk.mjs'
import { faultsOf } from './judge.mjs'
import { count } from './kill.mjs'
import { pause } from './library.mjs'

export const killApp = ({ runs, random, scene, say, total, because }) =>
  withApp(scene, async (start) => {
    const folder = scene.place('app')
    const desk = openDesk(random.apart(), { resend: false })
    const kills = { app: 0, libraryInUse: 0, usableAgain: 0 }
    prefer(folder, { lang: 'en' })
    const look = async (running, turn) => {
      await running.usable()
      kills.usableAgain += 1
      const { lost, doubled, strange } = await desk.agree(running.ask)
      for (const each of lost) because.push(`lost (app kill ${turn}): ${each}`)
      for (const each of [...doubled, ...strange]) because.push(`doubled (app kill ${turn}): ${each}`)
    }
    for (let turn = 0; turn < runs; turn += 1) {
      const running = await start({ folder })
      if (turn === 0) await running.usable()
      else await look(running, turn)
      await desk.sit(running.ask)
      const killed = (async () => {
        if (random.happens(0.5)) {
          await pause(random.whole(50, 400))
          // The app asks the unanswered writes again, by their request: no answer may be missing and none be there twice.
          if (await running.killLibrary().catch(() => false)) kills.libraryInUse += 1
          await pause(random.whole(300, 1200))
        }
        await pause(random.whole(50, 900))
        await running.kill()
      })()
      await desk.work(running.ask)
      await killed
      kills.app += 1
      const file = join(folder, 'library/library.sqlite')
      if (existsSync(file)) for (const each of faultsOf(file)) because.push(`fault (app kill ${turn}): ${each}`)
      if ((turn + 1) % 10 === 0) say(`${turn + 1} kills of the whole app, ${because.length} faults`)
    }
    const last = await start({ folder })
    await look(last, runs)
    await last.close()
    count(desk, total, because)
    return kills
  })
