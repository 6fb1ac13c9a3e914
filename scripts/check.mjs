// npm run check: types, Biome, unit tests (locale parity is one of them). npm run fix: what Biome can mend by itself.
import { ensureTools, isMain, main } from './electron.mjs'
import { counted, tool } from './tools.mjs'

/** Runs all checks, also after one has failed, and gives `{ passed, failed }`. */
export async function check() {
  ensureTools()
  // Forced: an incremental run does not see that a locale file has changed.
  const types = await tool('tsc', ['-b', '--force'])
  const style = await tool('biome', ['check', '--error-on-warnings'])
  const unit = await counted('unit', () => tool('vitest', ['run', '--passWithNoTests']))
  const named = [types !== 0 && 'types', style !== 0 && 'Biome', unit.failed > 0 && 'unit tests'].filter(Boolean)
  process.stdout.write(named.length > 0 ? `check: not in order: ${named.join(', ')}\n` : 'check: in order\n')
  return { passed: unit.passed, failed: unit.failed + (types === 0 ? 0 : 1) + (style === 0 ? 0 : 1) }
}

if (isMain(import.meta.url)) await main(async () => ((await check()).failed > 0 ? 1 : 0))
