/** Start switches that would open a side door into the app (security.md S5). */
const refused = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'load-extension',
  'disable-web-security',
  'disable-site-isolation-trials',
  'js-flags',
  'allow-file-access-from-files',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
]

/** Windows takes a slash as well; elsewhere that is a path. */
const prefix = process.platform === 'win32' ? /^(?:--?|\/)([a-z-]+)/i : /^--?([a-z-]+)/i

/** The first refused switch among the arguments, or null. */
export function refusedSwitch(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const name = prefix.exec(argument)?.[1]?.toLowerCase()
    if (name !== undefined && refused.includes(name)) return name
  }
  return null
}
