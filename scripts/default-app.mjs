// What the fallback runtime runs when it is given an app folder, in place of the default app that Electron itself ships.
// It is ESM and awaits the app at the top level: Electron waits for that before `ready`, so the app can still call
// protocol.registerSchemesAsPrivileged. `-r FILE` is how Playwright puts its loader in front of the app.

/** The files of resources/default_app.asar. */
export const defaultApp = {
  'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', type: 'module', main: 'main.js' }),
  'main.js': `import { app } from 'electron'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const words = process.argv.slice(1)
const preloads = []
let target = null
while (words.length > 0 && target === null) {
  const word = words.shift()
  if (word === '-r' || word === '--require') preloads.push(words.shift())
  else if (!word.startsWith('-')) target = path.resolve(word)
}
if (target === null) {
  console.error('Give the folder of an app.')
  app.exit(2)
} else {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
  const require = createRequire(path.join(process.cwd(), 'noop.js'))
  for (const file of preloads) require(file)
  try {
    let entry = target
    if (fs.statSync(target).isDirectory()) {
      const about = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8'))
      const name = about.productName ?? about.name
      if (name) app.setName(name)
      if (about.version) app.setVersion(about.version)
      app.setAppPath(target)
      entry = path.join(target, about.main ?? 'index.js')
    }
    await import(pathToFileURL(entry).href)
  } catch (error) {
    console.error('App threw an error during load')
    console.error(error?.stack ?? error)
    app.exit(1)
  }
}
`,
}
