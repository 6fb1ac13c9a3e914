// npm run torture -- NAME [--runs N] [--seed S] [--short] [--no-build]: proves the promises of the library by breaking things.
//   npm run torture -- all --short   a little of everything; the last line is the sum
// The last line of a single torture is one JSON object. Exit code 1: a promise is broken. docs/torture.md tells the rest.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMain, main, root } from './electron.mjs'
import { chance } from './torture/random.mjs'
import { openScene } from './torture/scene.mjs'

/** Name → how often, by hand and in the short form, and whether the whole app is needed. */
const tortures = {
  writecost: { runs: 500, short: 200, app: false },
  kill: { runs: 500, short: 60, app: true },
  powercut: { runs: 100, short: 5, app: false },
  corrupt: { runs: 200, short: 12, app: false },
  diskfull: { runs: 50, short: 8, app: true },
  readonly: { runs: 36, short: 12, app: false },
  migrate: { runs: 100, short: 9, app: false },
  interleave: { runs: 1000, short: 200, app: false },
  settings: { runs: 8, short: 4, app: true },
  'crash-typing': { runs: 50, short: 5, app: true },
}

/** No torture runs for ever: by hand an hour, in the short form five minutes on the busiest machine. */
const longest = { usual: 60 * 60_000, short: 5 * 60_000 }

async function build(names) {
  const { buildApp } = await import('./build.mjs')
  const app = names.some((name) => tortures[name].app)
  await buildApp({ only: app ? ['main', 'preload', 'renderer', 'assets'] : ['main', 'assets'], quiet: true })
}

/** Runs one torture in this process and prints its result; gives the exit code. */
async function one(name, { runs, seed, short }) {
  const { torture } = await import(`./torture/${name}.mjs`)
  const started = performance.now()
  const say = (line) => process.stderr.write(`${name}: ${line}\n`)
  say(`${runs} runs, seed ${seed}`)
  const limit = short ? longest.short : longest.usual
  const tell = (result) => {
    const seconds = Math.round((performance.now() - started) / 100) / 10
    process.stdout.write(`${JSON.stringify({ torture: name, runs, seed, seconds, ...result })}\n`)
  }
  const overtime = setTimeout(() => {
    tell({ verdict: 'broken', because: [`not done after ${limit / 60_000} minutes`] })
    process.exit(1)
  }, limit)
  const scene = openScene()
  let result
  try {
    result = await torture({ runs, short, seed, random: chance(seed), scene, say })
  } catch (error) {
    result = { verdict: 'broken', because: [error.stack ?? String(error)] }
  } finally {
    clearTimeout(overtime)
    scene.end()
  }
  tell(result)
  return result.verdict === 'broken' ? 1 : 0
}

/** What `npm test` adds to its sum. */
const report = join(root, 'out/torture-report.json')

/** Runs several, each in its own process: those of the library one after the other beside those of the app. */
async function many(names, { runs, seed, short }) {
  const results = new Map()
  const lane = async (list) => {
    for (const name of list) results.set(name, await apart(name, { runs, seed, short }))
  }
  // What is measured in time goes first and alone.
  await lane(names.filter((name) => name === 'writecost'))
  await Promise.all([
    lane(names.filter((name) => name !== 'writecost' && !tortures[name].app)),
    lane(names.filter((name) => tortures[name].app)),
  ])
  const count = (verdict) => [...results.values()].filter((each) => each.verdict === verdict).length
  for (const name of names) {
    const { verdict, because = [], line } = results.get(name)
    process.stdout.write(line === undefined ? `${name}: ${verdict}: ${because.join('; ')}\n` : `${line}\n`)
  }
  writeFileSync(report, JSON.stringify({ kept: count('kept'), broken: count('broken'), skipped: count('skipped') }))
  process.stdout.write(`${count('kept')} passed, ${count('broken')} failed, ${count('skipped')} skipped\n`)
  return count('broken') > 0 ? 1 : 0
}

function apart(name, { runs, seed, short }) {
  const args = [import.meta.filename, name, '--no-build', '--seed', String(seed)]
  if (runs !== undefined) args.push('--runs', String(runs))
  if (short) args.push('--short')
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const stop = () => child.kill('SIGTERM')
    process.once('exit', stop)
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.once('close', (code) => {
      process.removeListener('exit', stop)
      const line = out.trim().split('\n').at(-1)
      try {
        resolve({ ...JSON.parse(line), line })
      } catch {
        resolve({ verdict: 'broken', because: [`ended with ${code} and no result`] })
      }
    })
  })
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        runs: { type: 'string' },
        seed: { type: 'string' },
        short: { type: 'boolean', default: false },
        'no-build': { type: 'boolean', default: false },
      },
    })
    const [name = ''] = positionals
    if (positionals.length !== 1 || (name !== 'all' && !Object.hasOwn(tortures, name))) {
      throw new Error(
        `usage: npm run torture -- NAME [--runs N] [--seed S] [--short]\nNAME: all, ${Object.keys(tortures).join(', ')}`,
      )
    }
    const seed = Number(values.seed ?? Math.floor(Math.random() * 0xffffffff))
    const runs = values.runs === undefined ? undefined : Number(values.runs)
    if (!Number.isSafeInteger(seed) || (runs !== undefined && !(Number.isSafeInteger(runs) && runs > 0))) {
      throw new Error('--runs and --seed are whole numbers')
    }
    const names = name === 'all' ? Object.keys(tortures) : [name]
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))
    if (!values['no-build']) await build(names)
    const { short } = values
    if (name === 'all') return many(names, { runs, seed, short })
    const usual = short ? tortures[name].short : tortures[name].runs
    const code = await one(name, { runs: runs ?? usual, seed, short })
    process.exit(code)
  })
}
