// What happens to the unpacked app before it is signed: foreign binaries go, the fuses are set.
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

const archs = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']

const isTestFlavour = process.env.BRIEFDESK_FLAVOUR === 'test'

const fuses = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  // The only fuse in which the two flavours differ: Playwright opens the app through the inspector.
  [FuseV1Options.EnableNodeCliInspectArguments]: isTestFlavour,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
}

// A prebuilt binary names its platform in its folder (prebuilds/linux-x64) or in its own name (compiler.linux-x64-gnu.node).
function isForeign(path, platform, arch) {
  const named = path.match(/\b(darwin|linux|win32)-(x64|arm64|universal|ia32|arm)\b/)
  if (!named) return false
  if (platform === 'linux' && /\bmusl\b/.test(path)) return true
  return named[1] !== platform || (arch !== 'universal' && named[2] !== 'universal' && named[2] !== arch)
}

async function removeForeign(folder, platform, arch) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.node')) continue
    const path = join(entry.parentPath, entry.name)
    if (isForeign(relative(folder, path).split(sep).join('/'), platform, arch)) await rm(path)
  }
}

/** The hook of electron-builder. */
export default async function afterPack({ appOutDir, packager, electronPlatformName, arch }) {
  const resources = packager.getResourcesDir(appOutDir)
  await rm(join(resources, 'default_app.asar'), { force: true })
  await rm(join(appOutDir, 'fallback.json'), { force: true })
  await removeForeign(join(resources, 'app.asar.unpacked'), electronPlatformName, archs[arch])
  const name = packager.appInfo.productFilename
  const binary = { darwin: `${name}.app`, win32: `${name}.exe` }[electronPlatformName] ?? packager.executableName
  await flipFuses(join(appOutDir, binary), {
    ...fuses,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin' && archs[arch] === 'arm64',
  })
  if (process.env.BRIEFDESK_FALLBACK_RUNTIME === '1') {
    await writeFile(
      join(appOutDir, 'DEVELOPMENT-BUILD.txt'),
      'Development build on the fallback runtime. Never ship, never sign, never hand on.\n',
    )
  }
}
