// Eight kinds of damage to the preferences file: the app opens, the file is kept aside, the library is untouched.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withApp } from './app.mjs'
import { openDesk } from './desk.mjs'
import { openedLibrary, shown } from './library.mjs'

const good = JSON.stringify({ settings: { lang: 'en', theme: 'dark', textSize: 20 }, window: null })

const damages = {
  empty: () => Buffer.alloc(0),
  cut: (random) => Buffer.from(good.slice(0, random.whole(1, good.length - 2))),
  'filled with NUL': () => Buffer.alloc(good.length),
  'half NUL': () => Buffer.from(good.slice(0, 40) + '\u0000'.repeat(60)),
  'with a byte order mark': () => Buffer.from(`\ufeff${good}`),
  'a list': () => Buffer.from('[1,2]'),
  null: () => Buffer.from('null'),
  'values of the wrong kind': () => Buffer.from('{"settings":{"lang":7,"textSize":"huge"},"window":[]}'),
}

export function torture({ runs, random, scene, say }) {
  return withApp(scene, async (start) => {
    const folder = scene.place('app')
    const library = await openedLibrary(scene, join(folder, 'library'))
    const desk = openDesk(random.apart(), { drafts: false })
    await desk.sit(library.ask)
    for (let each = 0; each < 10; each += 1) await desk.step(library.ask)
    const truth = JSON.stringify((await shown(library.ask)).annotations)
    await library.close()
    const because = []
    const found = { opened: 0, keptAside: 0, libraryUntouched: 0 }
    const names = Object.keys(damages)
    for (let turn = 0; turn < runs; turn += 1) {
      const name = names[turn % names.length]
      const bytes = damages[name](random)
      const preferences = join(folder, 'preferences')
      scene.drop(preferences)
      mkdirSync(preferences)
      writeFileSync(join(preferences, 'preferences.json'), bytes)
      const before = fingerprint(join(folder, 'library'))
      try {
        const running = await start({ folder })
        await running.usable()
        found.opened += 1
        if (JSON.stringify((await shown(running.ask)).annotations) === truth) found.libraryUntouched += 1
        else because.push(`${name}: the library is not as it was (${before})`)
        const told = (await running.ask('settings', 'state', {}))?.value?.preferencesSetAside ?? null
        const aside = readdirSync(preferences).filter((each) => sameBytes(join(preferences, each), bytes))
        if (told !== null && aside.includes(told)) found.keptAside += 1
        else because.push(`${name}: told ${told}, kept ${aside.join() || 'nothing'}`)
        await running.close()
      } catch (error) {
        because.push(`${name}: ${error.message}`)
      }
    }
    say(`${found.opened} of ${runs} opened`)
    return { verdict: because.length > 0 ? 'broken' : 'kept', kinds: Math.min(runs, names.length), ...found, because }
  })
}

const fingerprint = (folder) =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'library.sqlite')))
    .digest('hex')
    .slice(0, 12)

const sameBytes = (path, bytes) => {
  try {
    return existsSync(path) && readFileSync(path).equals(bytes)
  } catch {
    return false
  }
}
