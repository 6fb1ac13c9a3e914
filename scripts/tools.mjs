// The tools behind the verbs, run by the Node that runs us, so that no shell and no PATH is needed.
import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { passThrough, root } from './electron.mjs'

const entries = {
  tsc: 'typescript/bin/tsc',
  biome: '@biomejs/biome/bin/biome',
  vitest: 'vitest/vitest.mjs',
  'electron-builder': 'electron-builder/cli.js',
}

/** Runs a tool of node_modules and gives its exit code. */
export const tool = (name, args, options) =>
  passThrough(process.execPath, [join(root, 'node_modules', entries[name]), ...args], options)

const reports = {
  unit: { file: join(root, 'out/unit-report.json'), read: (it) => [it.numPassedTests, it.numFailedTests] },
  e2e: {
    file: join(root, 'out/e2e-report.json'),
    // A story that passed only at the second try is counted as passed; Playwright names it above.
    read: (it) => [it.stats.expected + it.stats.flaky, it.stats.unexpected + it.errors.length],
  },
  torture: { file: join(root, 'out/torture-report.json'), read: (it) => [it.kept, it.broken] },
}

/** Runs one set of tests and reads its report: `{ passed, failed }`. A run that died counts as one failure. */
export async function counted(name, work) {
  const { file, read } = reports[name]
  await rm(file, { force: true })
  const code = await work().catch((error) => {
    process.stderr.write(`${error.message}\n`)
    return 1
  })
  const [passed, failed] = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : [0, 0]
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) }
}
