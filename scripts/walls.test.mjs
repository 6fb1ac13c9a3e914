// The walls of the house, proved: each planted import is refused, and each that the house allows is let through.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './electron.mjs'

const refused = {
  'src-shared/planted/a.ts': "import 'node:fs'",
  'src-shared/planted/b.ts': "import 'react'",
  'src-shared/planted/c.ts': "import '../../src-main/library/database.ts'",
  'src-shared/planted/d.ts': "export * from 'yaml'",
  'src-main/annotations/planted-a.ts': "import 'electron'",
  'src-main/annotations/planted-b.ts': "import '@photostructure/sqlite'",
  'src-main/annotations/planted-c.ts': "import '../briefings/briefings.ts'",
  'src-main/annotations/planted-d.ts': "export const load = () => import('electron-store')",
  'src-main/planted-process.ts': "import 'electron'",
  'src-main/planted-shell.ts': "import '../src-renderer/app.tsx'",
  'src-main/library/planted.ts': "import '@photostructure/sqlite'",
  'src-preload/planted-a.ts': "import 'zod'",
  'src-preload/planted-b.ts': "import 'node:fs'",
  'src-renderer/annotations/planted-a.ts': "import 'node:fs'",
  'src-renderer/annotations/planted-b.ts': "import '../../src-main/main.ts'",
  'src-renderer/annotations/planted-c.ts': "import '../briefings/reader.tsx'",
  'src-renderer/annotations/planted-d.ts': "export * from 'electron'",
  'src-renderer/planted.ts': "export const load = () => import('electron')",
  'src-main/annotations/planted.test.ts': "import 'electron'",
  'scripts/planted.mjs': "import '../src-shared/contract.ts'",
  'e2e/planted.spec.ts': "import '../src-shared/contract.ts'",
}

const allowed = {
  'src-shared/planted/e.ts': "import 'zod'\nimport '../contract.ts'\nimport './d.ts'",
  'src-main/annotations/planted-e.ts':
    "import 'node:fs'\nimport 'yaml'\nimport '../../src-shared/contract.ts'\nimport '../library/database.ts'\nimport './planted-a.ts'",
  'src-main/library/database.ts': "import '@photostructure/sqlite'\nimport './planted.ts'",
  'src-main/planted-main.ts':
    "import 'electron'\nimport './annotations/planted-e.ts'\nimport '../locales/en/errors.json'",
  'src-preload/planted-c.ts': "import 'electron'\nimport '../src-shared/channels.ts'",
  'src-renderer/annotations/planted-e.ts':
    "import 'react'\nimport '../api.ts'\nimport '../ui/button.tsx'\nimport '../../src-shared/contract.ts'\nimport './planted-a.ts'",
  'src-renderer/planted-app.ts': "import './annotations/planted-e.ts'\nimport 'i18next'",
  'src-main/annotations/planted-b.test.ts': "import 'vitest'\nimport 'node:fs'\nimport './planted-e.ts'",
  'e2e/planted-b.spec.ts': "import '@playwright/test'\nimport '../locales/en/errors.json'",
}

let folder = ''
let caught = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefdesk-walls-'))
  for (const name of ['biome.json', '.gitignore']) cpSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [name, text] of Object.entries({ ...refused, ...allowed })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), `${text}\n`)
  }
  const biome = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/@biomejs/biome/bin/biome'),
      'lint',
      '--only=style/noRestrictedImports',
      '--reporter=json',
      '--max-diagnostics=none',
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  caught = [...new Set(JSON.parse(biome.stdout).diagnostics.map((found) => found.location.path))].sort()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every planted import that crosses a wall is refused, and no other', () => {
  expect(caught).toEqual(Object.keys(refused).sort())
})

test('a cross-room import does not compile, and src-shared knows neither process nor window', () => {
  const files = {
    'src-shared/language.ts': 'export const word = 1\n',
    'src-main/shell.ts': "export { word } from '../src-shared/language.ts'\n",
    'src-renderer/crossing.ts': "export * from '../src-main/shell.ts'\n",
    'src-shared/globals.ts': 'export const a = process.pid\nexport const b = window.name\n',
  }
  const place = mkdtempSync(join(tmpdir(), 'briefdesk-rooms-'))
  try {
    for (const name of ['tsconfig.base.json', 'src-shared', 'src-main', 'src-renderer']) {
      const file = name.startsWith('src-') ? `${name}/tsconfig.json` : name
      cpSync(join(root, file), join(place, file))
    }
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text)
    const tsc = (room) =>
      spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', room, '--pretty', 'false'], {
        cwd: place,
        encoding: 'utf8',
      }).stdout.match(/^\S+\(\d+,\d+\): error TS\d+/gm)
    const found = [...(tsc('src-shared') ?? []), ...(tsc('src-renderer') ?? [])]
    const places = found.map((line) => line.replace(/\(.*error /, ' '))
    expect([...new Set(places)].sort()).toEqual([
      'src-renderer/crossing.ts TS6307',
      'src-shared/globals.ts TS2304',
      'src-shared/globals.ts TS2591',
    ])
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
})
