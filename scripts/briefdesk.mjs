// npm run -s briefdesk -- …: the command line tool, built first when its sources are newer. stdout belongs to the tool alone.
import { existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { main, passThrough, root } from './electron.mjs'

const tool = join(root, 'out/main/cli.js')

async function newest(folder) {
  if (!existsSync(folder)) return 0
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  // Folders count too: a removed file changes nothing but its folder.
  return Math.max(
    statSync(folder).mtimeMs,
    ...entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  )
}

async function isFresh() {
  if (!existsSync(tool) || !existsSync(join(root, 'out/fonts'))) return false
  const times = await Promise.all(
    ['src-main', 'src-shared', 'locales', 'samples'].map((name) => newest(join(root, name))),
  )
  return Math.max(...times, statSync(join(root, 'package-lock.json')).mtimeMs) < statSync(tool).mtimeMs
}

await main(async () => {
  if (!(await isFresh())) {
    const { buildApp } = await import('./build.mjs')
    await buildApp({ only: ['main', 'assets'], quiet: true })
  }
  return passThrough(process.execPath, [tool, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() })
})
