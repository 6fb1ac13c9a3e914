// The anchoring engine of src-shared as plain JavaScript, for the benchmarks: bundled on the fly, kept by the hash of its sources.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = join(root, 'src-shared/annotations')

export async function engine(entry = 'reanchor.ts') {
  const hash = createHash('sha256')
  for (const name of (await readdir(folder)).sort()) {
    if (name.endsWith('.ts') && !name.endsWith('.test.ts')) hash.update(name).update(await readFile(join(folder, name)))
  }
  const cache = join(root, 'out/bench')
  const file = join(cache, `${entry.replace(/\.ts$/, '')}-${hash.digest('hex').slice(0, 16)}.mjs`)
  if (!existsSync(file)) {
    if (!existsSync(join(root, 'node_modules/vite'))) {
      throw new Error(`The benchmark needs the project's dependencies: run "npm ci" in ${root} first.`)
    }
    const { build } = await import('vite')
    const [{ output }] = [
      await build({
        configFile: false,
        logLevel: 'error',
        root,
        publicDir: false,
        ssr: { noExternal: true, target: 'node' },
        build: {
          ssr: join(folder, entry),
          target: 'node20',
          write: false,
          minify: false,
          rolldownOptions: { output: { format: 'es' } },
        },
      }),
    ].flat()
    await mkdir(cache, { recursive: true })
    for (const name of await readdir(cache)) if (name.endsWith('.mjs')) await rm(join(cache, name), { force: true })
    // Written aside and renamed: two benchmarks at once never read half a file.
    await writeFile(`${file}.${process.pid}`, output[0].code)
    await rename(`${file}.${process.pid}`, file)
  }
  return import(pathToFileURL(file).href)
}
