// npm run bench -- highlights: measures the built app. Prints one JSON value; a gate that is not kept ends with 1.
//   --no-build  takes out/ as it is
import { buildApp } from './build.mjs'
import { ensureSystem, findElectron, isMain, main } from './electron.mjs'

const benches = {
  highlights: async () => (await import('../bench/highlights.mjs')).highlights,
  notebook: async () => (await import('../bench/notebook.mjs')).notebook,
}

export async function bench([name, ...args]) {
  if (!Object.hasOwn(benches, name ?? '')) throw new Error(`npm run bench -- ${Object.keys(benches).join(' | ')}`)
  const given = (flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined)
  const runtime = await findElectron()
  ensureSystem(runtime)
  if (!args.includes('--no-build')) await buildApp()
  const rounds = Number(given('--rounds') ?? 6)
  const run = await benches[name]()
  const result = await run(runtime, { rounds, lang: given('--lang') ?? 'zh-TW' })
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  return result.kept ? 0 : 1
}

if (isMain(import.meta.url)) await main(() => bench(process.argv.slice(2)))
