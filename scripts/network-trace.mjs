// Proof of silence: the kernel's own list of every connection that a run tried to open (docs/decisions/0009).
import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'

/** The command line that runs a program under strace, or null where strace is not there or may not trace. */
export function traced(file, command) {
  if (process.platform !== 'linux') return null
  const flags = ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-e', 'signal=none']
  if (spawnSync('strace', [...flags, '-o', '/dev/null', 'true'], { stdio: 'ignore' }).status !== 0) return null
  return ['strace', [...flags, '-o', file, ...command]]
}

/** Reads a trace: how many calls it holds, and those that name an internet address outside this machine. */
export async function readTrace(file) {
  if (!existsSync(file)) return { calls: 0, outside: [] }
  let calls = 0
  const outside = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (!/(?:connect|send\w*)\(/.test(line)) continue
    calls += 1
    const address = internetAddress(line)
    if (address !== null && !isLoopback(address)) outside.push(line)
  }
  await rm(file, { force: true })
  return { calls, outside }
}

/** The internet address a traced call names, or null. */
export function internetAddress(line) {
  const v4 = /sa_family=AF_INET,.*?inet_addr\("([^"]+)"\)/.exec(line)
  const v6 = /sa_family=AF_INET6,.*?inet_pton\(AF_INET6, "([^"]+)"/.exec(line)
  return v4?.[1] ?? v6?.[1] ?? null
}

/** True for an address that never leaves this machine. */
export const isLoopback = (address) => /^(?:127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/.test(address)
