// Runs the e2e stories on the built app. Arguments go to Playwright: npm run e2e -- smoke --headed
//   --no-build  takes out/ as it is
import { tmpdir } from 'node:os'
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
import { readTrace, traced } from './network-trace.mjs'

/**
 * Runs Playwright and gives its exit code. Where strace can be used the whole run is traced, and one connection that
 * leaves this machine makes it fail: that is the proof behind "no network".
 */
export async function runStories(args = []) {
  const runtime = await findElectron()
  ensureSystem(runtime)
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  const command = [process.execPath, [cli, 'test', ...args]]
  const file = join(tmpdir(), `briefdesk-network-${process.pid}.trace`)
  const trace = traced(file, [command[0], ...command[1]])
  const [program, argv] = trace ?? command
  const code = await withDisplay((display) => passThrough(program, argv, { env: runEnvironment(runtime, display) }))
  if (trace === null) {
    process.stdout.write('network: not traced (strace is missing or may not trace here)\n')
    // A machine whose word is asked for must give it; on Windows and macOS there is no strace.
    return code === 0 && process.env.CI && process.platform === 'linux' ? 1 : code
  }
  const { calls, outside } = await readTrace(file)
  process.stdout.write(`network: ${calls} calls traced, ${outside.length} outside this machine\n`)
  for (const line of outside.slice(0, 20)) process.stdout.write(`  ${line.slice(0, 300)}\n`)
  // A trace with nothing in it proves nothing: the display itself is spoken to over a socket.
  return code === 0 && (outside.length > 0 || calls === 0) ? 1 : code
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const args = process.argv.slice(2)
    const takeAsIs = args.includes('--no-build')
    if (!takeAsIs) await buildApp()
    return runStories(args.filter((arg) => arg !== '--no-build'))
  })
}
