// npm test: everything, on a fresh clone. A failed step does not hide the next one; the last line is the sum.
import { join } from 'node:path'
import { buildApp } from './build.mjs'
import { check } from './check.mjs'
import { runStories } from './e2e.mjs'
import { main, passThrough, root } from './electron.mjs'
import { counted } from './tools.mjs'

/** A little of every torture: the promises of the library, broken on purpose. */
const shortTortures = () =>
  passThrough(process.execPath, [join(root, 'scripts/torture.mjs'), 'all', '--short', '--no-build'])

async function buildAndTell() {
  try {
    await buildApp()
    return true
  } catch (error) {
    process.stderr.write(`build: ${error.message}\n`)
    return false
  }
}

await main(async () => {
  const checks = await check()
  const built = await buildAndTell()
  const stories = built ? await counted('e2e', runStories) : { passed: 0, failed: 1 }
  const tortures = built ? await counted('torture', shortTortures) : { passed: 0, failed: 1 }
  const failed = checks.failed + stories.failed + tortures.failed
  process.stdout.write(`\n${checks.passed + stories.passed + tortures.passed} passed, ${failed} failed\n`)
  return failed > 0 ? 1 : 0
})
