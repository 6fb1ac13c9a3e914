// npm run dist: the packaged app. With the official runtime it makes the installers of this platform, too (--installers);
// with the fallback runtime it makes the unpacked app only, marks it, and says that it must never be shipped.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildApp } from './build.mjs'
import { ensureSystem, findElectron, main, root } from './electron.mjs'
import { smoke } from './smoke.mjs'
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
  await buildApp()
  const output = join(root, runtime.fallback ? 'dist/development-fallback-never-ship' : 'dist')
  await rm(output, { recursive: true, force: true })
  const code = await tool(
    'electron-builder',
    [
      ...(installers ? [] : ['--dir']),
      '--publish=never',
      `-c.electronDist=${runtime.dist}`,
      `-c.electronVersion=${runtime.version}`,
      `-c.directories.output=${output}`,
    ],
    {
      env: {
        ...process.env,
        BRIEFDESK_FALLBACK_RUNTIME: runtime.fallback ? '1' : '0',
        CSC_IDENTITY_AUTO_DISCOVERY: 'false',
      },
    },
  )
  if (code !== 0) return code
  const unpacked = join(output, unpackedNames[`${process.platform}-${process.arch}`])
  await smoke(unpacked)
  process.stdout.write(`dist: ${unpacked}\n`)
  if (runtime.fallback) process.stdout.write('dist: development build, fallback runtime, never ship\n')
  return 0
})
