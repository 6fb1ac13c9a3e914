// Runs the e2e stories on the built app. Arguments go to Playwright: npm run e2e -- smoke --headed
//   --no-build  takes out/ as it is
import { mkdtemp, rm } from 'node:fs/promises'
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
import { canTrace, readTraces, tracedRuntime } from './network-trace.mjs'

/**
 * Runs Playwright and gives its exit code. Where strace can be used every start of the app is traced, and one connection
 * that leaves this machine makes the run fail: that is the proof behind "no network".
 */
export async function runStories(args = []) {
  const runtime = await findElectron()
  ensureSystem(runtime)
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  const play = (taken) =>
    withDisplay((display) =>
      passThrough(process.execPath, [cli, 'test', ...args], { env: runEnvironment(taken, display) }),
    )
  if (!canTrace()) {
    const code = await play(runtime)
    process.stdout.write('network: not traced (strace is missing or may not trace here)\n')
    // A machine whose word is asked for must give it; on Windows and macOS there is no strace.
    return code === 0 && process.env.CI && process.platform === 'linux' ? 1 : code
  }
  const folder = await mkdtemp(join(tmpdir(), 'briefdesk-traced-'))
  try {
    const traced = await tracedRuntime(folder, runtime.executable)
    const code = await play({ ...runtime, dist: traced.dist })
    const { starts, calls, outside } = await readTraces(traced.traces)
    process.stdout.write(`network: ${calls} calls of ${starts} starts traced, ${outside.length} outside this machine\n`)
    for (const line of outside.slice(0, 20)) process.stdout.write(`  ${line.slice(0, 300)}\n`)
    // A trace with nothing in it proves nothing: the display itself is spoken to over a socket.
    return code === 0 && (outside.length > 0 || calls === 0) ? 1 : code
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const args = process.argv.slice(2)
    const takeAsIs = args.includes('--no-build')
    if (!takeAsIs) await buildApp()
    return runStories(args.filter((arg) => arg !== '--no-build'))
  })
}
