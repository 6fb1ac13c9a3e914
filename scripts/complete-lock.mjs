// Adds to package-lock.json the optional platform packages that the registry did not offer when the lock file was written.
// npm leaves them out of the lock file, and `npm ci` then refuses the lock file as incomplete (Missing: …@ from lock file).
// With their platform named they are skipped everywhere else. Run it after `npm install NAME` if `npm ci` complains.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './electron.mjs'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']

function platformOf(name) {
  const words = name.split('/').at(-1).split('-')
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  // glibc and musl are told apart on Linux only; Biome names musl alone.
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : []
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: its name does not tell its platform`)
  return { cpu, ...(os[0] === 'linux' && libc.length > 0 ? { libc } : {}), os }
}

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = {}
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '') continue
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`
    if (lock.packages[place] || lock.packages[`${path}/${place}`]) continue
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name}: ${version} is not one version`)
    added[place] = { version, ...platformOf(name), ...(entry.dev ? { dev: true } : {}), optional: true }
  }
}
const [rootEntry, ...others] = Object.entries({ ...lock.packages, ...added })
lock.packages = Object.fromEntries([rootEntry, ...others.sort(([a], [b]) => a.localeCompare(b, 'en'))])
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${Object.keys(added).length} added\n${Object.keys(added).join('\n')}\n`)
