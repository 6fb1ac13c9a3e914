// Builds the app into out/: main and process entries, the preload, the renderer, fonts and samples.
//   node scripts/build.mjs [--only main,preload,renderer,assets] [--quiet] [--mode test]
// Mode test is the flavour that tests may open with a debugger; dist.mjs packs it apart from the shipped one.
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { isMain, main, root } from './electron.mjs'

const at = (...parts) => join(root, ...parts)

// Native or WASM, or given by Electron: these cannot be bundled. Everything else is, because it halves the start time.
const external = ['electron', ...builtinModules, /^node:/, /^@photostructure\/sqlite/, /^@myriaddreamin\//]

const preloadLimit = 4096

const entries = {
  main: 'main.ts',
  'library-process': 'library-process.ts',
  'library-worker': 'library-worker.ts',
  'press-process': 'press-process.ts',
  cli: 'cli.ts',
}

const common = ({ quiet, mode }) => ({
  mode,
  configFile: false,
  clearScreen: false,
  logLevel: quiet ? 'error' : 'warn',
})

async function buildMain({ say, ...how }) {
  const input = {}
  for (const [name, file] of Object.entries(entries)) {
    if (existsSync(at('src-main', file))) input[name] = at('src-main', file)
    else say(`src-main/${file} does not exist yet; skipped`)
  }
  if (Object.keys(input).length === 0) return
  await build({
    ...common(how),
    root,
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: at('out/main'),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
}

async function buildPreload({ say, ...how }) {
  if (!existsSync(at('src-preload/preload.ts'))) return say('src-preload/preload.ts does not exist yet; skipped')
  await build({
    ...common(how),
    root,
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: at('src-preload/preload.ts'),
      target: 'chrome130',
      outDir: at('out/preload'),
      emptyOutDir: true,
      minify: false,
      reportCompressedSize: false,
      // A sandboxed preload must be one CommonJS file.
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
      },
    },
  })
  const { size } = await stat(at('out/preload/preload.cjs'))
  // One value import from a file with zod makes it 166 KB; the door stays dumb.
  if (size > preloadLimit)
    throw new Error(`the preload is ${size} bytes: it must not import more than constants and types`)
}

async function buildRenderer({ say, ...how }) {
  if (!existsSync(at('src-renderer/index.html'))) return say('src-renderer/index.html does not exist yet; skipped')
  await build({
    ...common(how),
    root: at('src-renderer'),
    base: './',
    publicDir: false,
    plugins: [react(), { ...optimizeLocales.vite({ locales: ['zh-TW', 'en-US'] }), enforce: 'pre' }],
    build: {
      target: 'chrome130',
      outDir: at('out/renderer'),
      emptyOutDir: true,
      // The content security policy has no data: fonts and no inline scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      // Fonts are served from out/fonts by the app protocol, and not copied a second time.
      rolldownOptions: { external: [/^\/fonts\//] },
    },
  })
}

const families = [
  ['noto-sans-tc', 'NotoSansTC', ['400Regular', '500Medium', '700Bold']],
  ['noto-serif-tc', 'NotoSerifTC', ['400Regular', '600SemiBold', '700Bold']],
  ['source-serif-4', 'SourceSerif4', ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold']],
  ['inter', 'Inter', ['400Regular', '500Medium', '600SemiBold', '700Bold']],
]

/** Name in out/fonts → file it comes from: NotoSansTC-400.ttf, SourceSerif4-400-italic.ttf, NotoSansTC-OFL.txt. */
export function fontFiles() {
  return Object.fromEntries(
    families.flatMap(([folder, family, cuts]) => {
      const from = (...parts) => at('node_modules/@expo-google-fonts', folder, ...parts)
      const cutName = (cut) => `${family}-${cut.slice(0, 3)}${cut.endsWith('Italic') ? '-italic' : ''}.ttf`
      return [
        ...cuts.map((cut) => [cutName(cut), from(cut, `${family}_${cut}.ttf`)]),
        [`${family}-OFL.txt`, from('LICENSE_FONT')],
      ]
    }),
  )
}

async function copyIfNew(from, to) {
  const [source, target] = await Promise.all([stat(from), stat(to).catch(() => null)])
  if (target && target.size === source.size && target.mtimeMs >= source.mtimeMs) return
  await copyFile(from, to)
}

async function copyAssets({ say }) {
  await mkdir(at('out/fonts'), { recursive: true })
  const fonts = fontFiles()
  for (const name of await readdir(at('out/fonts'))) if (!fonts[name]) await rm(at('out/fonts', name))
  await Promise.all(Object.entries(fonts).map(([name, from]) => copyIfNew(from, at('out/fonts', name))))
  if (existsSync(at('samples'))) {
    // Copied aside and renamed: an app or a command line tool that is running now should not meet half a folder.
    await rm(at('out/.samples'), { recursive: true, force: true })
    await cp(at('samples'), at('out/.samples'), { recursive: true })
    await rm(at('out/samples'), { recursive: true, force: true })
    await rename(at('out/.samples'), at('out/samples'))
  } else say('samples/ does not exist yet; skipped')
}

const parts = { main: buildMain, preload: buildPreload, renderer: buildRenderer, assets: copyAssets }

// Two builds at once would empty each other's folders. A lock nobody touched for a minute belongs to a build that died.
async function withLock(work) {
  const lock = at('out/.building')
  await mkdir(at('out'), { recursive: true })
  for (;;) {
    const mine = await mkdir(lock).then(
      () => true,
      (error) => {
        if (error.code !== 'EEXIST') throw error
        return false
      },
    )
    if (mine) break
    const age = await stat(lock).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    )
    if (age > 60_000) await rmdir(lock).catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const alive = setInterval(() => utimes(lock, new Date(), new Date()).catch(() => {}), 10_000)
  try {
    return await work()
  } finally {
    clearInterval(alive)
    await rmdir(lock).catch(() => {})
  }
}

/** Builds the named parts, or all of them. */
export async function buildApp({ only = Object.keys(parts), quiet = false, mode = 'production' } = {}) {
  const unknown = only.filter((name) => !Object.hasOwn(parts, name))
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(', ')} (parts: ${Object.keys(parts).join(', ')})`)
  const say = (line) => quiet || process.stderr.write(`build: ${line}\n`)
  const start = performance.now()
  process.env.NODE_ENV ??= 'production'
  await withLock(() => Promise.all(only.map((name) => parts[name]({ quiet, mode, say }))))
  say(`${only.join(', ')} in ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, quiet: { type: 'boolean' }, mode: { type: 'string' } },
  })
  await main(() => buildApp({ only: values.only?.split(','), quiet: values.quiet, mode: values.mode }))
}
