// npm run dist: the packaged app. With the official runtime it makes the installers of this platform, too (--installers);
// with the fallback runtime it makes the unpacked app only, marks it, and says that it must never be shipped.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildApp } from './build.mjs'
import { ensureSystem, findElectron, main, root } from './electron.mjs'
import { refusesDebugger, smoke } from './smoke.mjs'
import { tool } from './tools.mjs'

const unpackedNames = {
  'linux-x64': 'linux-unpacked',
  'linux-arm64': 'linux-arm64-unpacked',
  'win32-x64': 'win-unpacked',
  'darwin-x64': 'mac',
  'darwin-arm64': 'mac-arm64',
}

await main(async () => {
  const installers = process.argv.includes('--installers')
  const runtime = await findElectron()
  if (installers && runtime.fallback)
    throw new Error('dist: the fallback runtime is never shipped, so there are no installers.')
  ensureSystem(runtime)
  const home = join(root, runtime.fallback ? 'dist/development-fallback-never-ship' : 'dist')
  const unpacked = unpackedNames[`${process.platform}-${process.arch}`]
  const flags = {
    BRIEFDESK_FALLBACK_RUNTIME: runtime.fallback ? '1' : '0',
    // Only installers are signed.
    ...(installers ? {} : { CSC_IDENTITY_AUTO_DISCOVERY: 'false' }),
  }
  const pack = async ({ flavour, output, targets }) => {
    await rm(output, { recursive: true, force: true })
    const settings = {
      electronDist: runtime.dist,
      electronVersion: runtime.version,
      'directories.output': output,
    }
    const code = await tool(
      'electron-builder',
      [...targets, '--publish=never', ...Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`)],
      { env: { ...process.env, ...flags, BRIEFDESK_FLAVOUR: flavour } },
    )
    if (code !== 0) throw new Error(`dist: electron-builder ended with ${code}`)
    return join(output, unpacked)
  }

  // The test flavour first, so that out/ ends as what is shipped.
  const testOutput = join(root, 'out/test-flavour')
  await buildApp({ mode: 'test' })
  await smoke(await pack({ flavour: 'test', output: testOutput, targets: ['--dir'] }))
  await rm(testOutput, { recursive: true })
  await buildApp()
  const shipped = await pack({ flavour: 'shipped', output: home, targets: installers ? [] : ['--dir'] })
  await refusesDebugger(shipped)
  process.stdout.write(`dist: ${shipped}\n`)
  if (runtime.fallback) process.stdout.write('dist: development build, fallback runtime, never ship\n')
  return 0
})
