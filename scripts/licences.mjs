// out/THIRD-PARTY.txt: name, version and licence text of every package of others that reaches a reader.
//   What is bundled is what the bundler says it read; what is not bundled is what package.json ships beside it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { root } from './electron.mjs'

const list = (part) => join(root, 'out/bundled', `${part}.json`)

/** The folder of the package that a file is in, or null for a file of our own. */
export function packageFolder(file) {
  const path = file.replace(/^\0+/, '').split('?')[0]
  const mark = `${sep}node_modules${sep}`
  const at = path.lastIndexOf(mark)
  if (at === -1) return null
  const [first, second] = path.slice(at + mark.length).split(sep)
  const name = first.startsWith('@') ? join(first, second ?? '') : first
  return join(path.slice(0, at + mark.length), name)
}

/** A plugin for a build: writes down which packages its output holds. */
export function bundledPackages(part) {
  return {
    name: 'bundled-packages',
    async generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) =>
        Object.entries(chunk.modules ?? {}).flatMap(([id, { renderedLength }]) => (renderedLength === 0 ? [] : [id])),
      )
      // A style sheet leaves no rendered letters; every file that was read is counted.
      const read = [...this.getModuleIds()].filter((id) => id.endsWith('.css'))
      const folders = [...modules, ...read].flatMap((id) => packageFolder(id) ?? [])
      await mkdir(dirname(list(part)), { recursive: true })
      await writeFile(list(part), JSON.stringify([...new Set(folders)].sort()))
    },
  }
}

const manifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Packages that are shipped as they are, with all they need, as far as they are installed here. */
export function shippedPackages() {
  const found = new Set()
  const visit = (name, from) => {
    const folder = resolved(name, from)
    if (folder === null || found.has(folder)) return
    found.add(folder)
    const { dependencies = {}, optionalDependencies = {} } = manifest(folder)
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(next, folder)
  }
  const { dependencies = {}, optionalDependencies = {} } = manifest(root)
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) visit(name, root)
  return [...found]
}

function resolved(name, from) {
  for (let place = from; ; place = dirname(place)) {
    const folder = join(place, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(place) === place) return null
  }
}

/** What a package says about itself: its licence and the texts of it. A part of a larger package has that one's text. */
export function licenceOf(folder) {
  const { name, version, license, author, repository } = manifest(folder)
  const files = readdirSync(folder)
    .filter((each) => /^(?:licen[cs]e|copying|notice)/i.test(each) && !/\.(?:js|ts|json)$/i.test(each))
    .sort()
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : 'see below',
    author: typeof author === 'string' ? author : (author?.name ?? ''),
    home: typeof repository === 'string' ? repository : (repository?.url ?? ''),
    texts: files.map((each) => readFileSync(join(folder, each), 'utf8').trim()),
  }
}

// Packages that name a licence and ship no text of it are given its standard words with their own names.
const words = {
  MIT: (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
}

/** The text for a package that ships none: that of another package with the same licence, or null. */
function standardText({ licence, author, name }, all) {
  if (words[licence] !== undefined) return words[licence](author || `the authors of ${name}`)
  // Apache 2.0 has no names in it.
  const same =
    licence === 'Apache-2.0' ? all.find((each) => each.licence === licence && each.texts.length > 0) : undefined
  return same?.texts[0] ?? null
}

/** Every package that reaches a reader, with its texts; one without a text is told by `texts` being empty. */
export async function thirdParties(parts) {
  const bundled = (await Promise.all(parts.map(async (part) => JSON.parse(await readFile(list(part), 'utf8'))))).flat()
  const fonts = readdirSync(join(root, 'node_modules/@expo-google-fonts')).map((name) =>
    join(root, 'node_modules/@expo-google-fonts', name),
  )
  const folders = [...new Set([...bundled, ...shippedPackages(), ...fonts])]
  const all = folders.map(licenceOf).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const known = new Map(all.map((each) => [`${each.name} ${each.version}`, each]))
  return [...known.values()].map((each) => {
    if (each.texts.length > 0) return each
    const text = standardText(each, all)
    return { ...each, texts: text === null ? [] : [text] }
  })
}

export async function writeLicences(parts) {
  const all = await thirdParties(parts)
  const bare = all.filter(({ texts }) => texts.length === 0)
  if (bare.length > 0) throw new Error(`licences: no text for ${bare.map(({ name }) => name).join(', ')}`)
  const line = '='.repeat(80)
  const chapters = all.map(
    ({ name, version, licence, home, texts }) =>
      `${line}\n${name} ${version} (${licence})${home === '' ? '' : `\n${home}`}\n${line}\n\n${texts.join('\n\n')}\n`,
  )
  const intro = `Briefdesk is made with the work of others, under the terms below. The terms of Electron and of Chromium are in\nLICENSE.electron.txt and LICENSES.chromium.html beside the program.\n`
  await writeFile(join(root, 'out/THIRD-PARTY.txt'), [intro, ...chapters].join('\n'))
  return all
}
