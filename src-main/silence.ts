import { app, type Session } from 'electron'

/** Switches that must be set before the app is ready: nothing resolves, nothing leaves. */
export function silenceChromium(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('disable-domain-reliability')
  app.commandLine.appendSwitch('no-pings')
  app.commandLine.appendSwitch('dns-prefetch-disable')
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp')
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns,MediaRouter,OptimizationHints')
}

/**
 * No network and no permission for a session (security.md section 3). Measured need: a bare window asks for
 * spelling dictionaries unless the session is told twice.
 * Returns how many requests were refused so far.
 */
export async function silenceSession(session: Session): Promise<() => number> {
  let refused = 0
  session.setSpellCheckerEnabled(false)
  session.setSpellCheckerLanguages([])
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = /^(?:app|blob|devtools):/.test(details.url)
    if (!allowed) refused += 1
    answer({ cancel: !allowed })
  })
  session.on('will-download', (event) => event.preventDefault())
  // A dead local port: whatever slips past the blocker meets nobody.
  await session.setProxy({ mode: 'fixed_servers', proxyRules: 'http=127.0.0.1:9;https=127.0.0.1:9;socks=127.0.0.1:9' })
  return () => refused
}
