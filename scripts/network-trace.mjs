// Proof of silence: the kernel's own list of every connection that the app tried to open (docs/decisions/0009).
import { spawnSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const flags = ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-e', 'signal=none']

/** True where strace is there and may trace. */
export function canTrace() {
  if (process.platform !== 'linux') return false
  return spawnSync('strace', [...flags, '-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0
}

/**
 * Makes a runtime in `folder` that traces itself: a program named `electron` that runs the real one, each start with a
 * tracer and a file of its own. A tracer that fails then ends one story and not the whole run.
 */
export async function tracedRuntime(folder, executable) {
  const traces = join(folder, 'traces')
  await mkdir(traces, { recursive: true })
  const program = join(folder, 'electron')
  const command = [
    'exec strace',
    ...flags,
    '-o',
    `${quoted(join(traces, 'start'))}-$$.trace`,
    quoted(executable),
    '"$@"',
  ]
  await writeFile(program, `#!/bin/sh\n${command.join(' ')}\n`)
  await chmod(program, 0o755)
  return { dist: folder, traces }
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`

/** Reads the traces of a folder: how many starts and calls they hold, and the calls that name an address outside this machine. */
export async function readTraces(folder) {
  let calls = 0
  const outside = []
  const files = (await readdir(folder)).filter((name) => name.endsWith('.trace'))
  for (const name of files) {
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) {
      if (!/(?:connect|send\w*)\(/.test(line)) continue
      calls += 1
      const address = internetAddress(line)
      if (address !== null && !isLoopback(address)) outside.push(line)
    }
  }
  return { starts: files.length, calls, outside }
}

/** The internet address a traced call names, or null. */
export function internetAddress(line) {
  const v4 = /sa_family=AF_INET,.*?inet_addr\("([^"]+)"\)/.exec(line)
  const v6 = /sa_family=AF_INET6,.*?inet_pton\(AF_INET6, "([^"]+)"/.exec(line)
  return v4?.[1] ?? v6?.[1] ?? null
}

/** True for an address that never leaves this machine. */
export const isLoopback = (address) => /^(?:127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/.test(address)
