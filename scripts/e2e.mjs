// Runs the e2e stories on the built app. Arguments go to Playwright: npm run e2e -- smoke --headed
//   --no-build  takes out/ as it is
import { join } from 'node:path'
import { buildApp } from './build.mjs'
import {
  ensureSystem,
  findElectron,
  isMain,
  main,
  passThrough,
  root,
  runEnvironment,
  withDisplay,
} from './electron.mjs'

/** Runs Playwright and gives its exit code. */
export async function runStories(args = []) {
  const runtime = await findElectron()
  ensureSystem(runtime)
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  return withDisplay((display) =>
    passThrough(process.execPath, [cli, 'test', ...args], { env: runEnvironment(runtime, display) }),
  )
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const args = process.argv.slice(2)
    const takeAsIs = args.includes('--no-build')
    if (!takeAsIs) await buildApp()
    return runStories(args.filter((arg) => arg !== '--no-build'))
  })
}
