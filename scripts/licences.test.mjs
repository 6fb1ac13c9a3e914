import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildApp } from './build.mjs'
import { root } from './electron.mjs'
import { packageFolder, shippedPackages, thirdParties, writeLicences } from './licences.mjs'

const parts = ['main', 'preload', 'renderer']

beforeAll(async () => {
  if (!parts.every((part) => existsSync(join(root, 'out/bundled', `${part}.json`)))) await buildApp({ quiet: true })
  await writeLicences(parts)
}, 120_000)

test('every package that reaches a reader has a licence and its text', async () => {
  const all = await thirdParties(parts)
  expect(all.filter(({ licence, texts }) => licence === '' || texts.every((text) => text.length < 200))).toEqual([])
  const names = all.map(({ name }) => name)
  for (const name of ['react', 'react-aria-components', 'zod', 'yaml', 'i18next', '@photostructure/sqlite']) {
    expect(names).toContain(name)
  }
  expect(names.filter((name) => name.startsWith('@expo-google-fonts/'))).toHaveLength(4)
})

test('the file that is shipped names them all', async () => {
  const text = readFileSync(join(root, 'out/THIRD-PARTY.txt'), 'utf8')
  const missing = (await thirdParties(parts)).filter(({ name, version }) => !text.includes(`${name} ${version} (`))
  expect(missing).toEqual([])
  expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toContain('out/THIRD-PARTY.txt')
})

test('what is shipped beside the bundle is counted with all it needs', () => {
  expect(shippedPackages().map((folder) => folder.split(sep).slice(-2).join('/'))).toContain('@photostructure/sqlite')
})

test('the package of a file is found, also within another one', () => {
  const at = (...names) => names.join(sep)
  expect([
    packageFolder(at('', 'x', 'node_modules', 'react', 'index.js')),
    packageFolder(at('', 'x', 'node_modules', '@a', 'b', 'c.js')),
    packageFolder(at('', 'x', 'node_modules', 'a', 'node_modules', 'b', 'c.js')),
    packageFolder(at('', 'x', 'src-main', 'main.ts')),
  ]).toEqual([
    at('', 'x', 'node_modules', 'react'),
    at('', 'x', 'node_modules', '@a', 'b'),
    at('', 'x', 'node_modules', 'a', 'node_modules', 'b'),
    null,
  ])
})
