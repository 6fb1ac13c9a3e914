import { expect, test } from '@playwright/test'
import { endApp, type RunningApp, startApp } from './app.ts'

let running: RunningApp

test.beforeAll(async () => {
  running = await startApp()
  await running.page.getByRole('main').waitFor()
})
test.afterAll(async () => endApp(running))
test.describe.configure({ mode: 'default' })

const reply = (noun: unknown, operation: unknown, input: unknown) =>
  running.page.evaluate(
    ([a, b, c]) =>
      (window as unknown as { bridge: { call: (...all: unknown[]) => Promise<unknown> } }).bridge.call(a, b, c),
    [noun, operation, input],
  )

test('the window is sandboxed, isolated and without Node', async () => {
  const preferences = await running.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return (contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences()
  })
  const expected = {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  }
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, preferences[key]]))).toEqual(expected)
  const speller = await running.app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())
  expect(speller).toBe(false)
  const globals = await running.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
  )
  expect(globals).toEqual([])
})

test('the door has one function and one listener', async () => {
  const keys = await running.page.evaluate(() => Object.keys((window as unknown as { bridge: object }).bridge).sort())
  expect(keys).toEqual(['call', 'on'])
})

test('every page comes from app:// with the content security policy', async () => {
  const response = await running.page.evaluate(async () => {
    const page = await fetch('/index.html')
    return { url: location.origin, policy: page.headers.get('content-security-policy') ?? '' }
  })
  expect(response.url).toBe('app://briefdesk')
  const directives = Object.fromEntries(response.policy.split('; ').map((each) => each.split(/ (.*)/).slice(0, 2)))
  expect({ ...directives, 'style-src': (directives['style-src'] ?? '').replace(/nonce-[^']+/, 'nonce') }).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'nonce'",
    'img-src': "'self' blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'object-src': "'none'",
    'frame-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'briefdesk',
  })
})

test('files outside the list are not served', async () => {
  const found = await running.page.evaluate(() =>
    Promise.all(
      ['/../main/main.js', '/%2e%2e/main/main.js', '/fonts/../../package.json', '/etc/passwd', '/nothing.js'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  )
  expect(found).toEqual([404, 404, 404, 404, 404])
})

test('no script, frame or style from elsewhere runs', async () => {
  const violations = await running.page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
    const refused: string[] = []
    try {
      // A string where the browser wants a trusted value.
      document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'
      refused.push('innerHTML passed')
    } catch {
      refused.push('innerHTML')
    }
    // The debugger may evaluate strings while it runs us, so the attempt is made after it let go.
    await new Promise((resolve) => setTimeout(resolve, 0))
    try {
      // biome-ignore lint/security/noGlobalEval: this is the attack
      globalThis.eval('1')
      refused.push('eval passed')
    } catch {
      refused.push('eval')
    }
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))
    const image = document.createElement('img')
    image.src = 'https://example.com/x.png'
    document.body.append(image)
    await fetch('https://example.com/').catch(() => refused.push('fetch'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { refused, seen: [...new Set(seen)].sort() }
  })
  expect(violations.refused).toEqual(['innerHTML', 'eval', 'fetch'])
  expect(violations.seen).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src']))
})

test('windows, navigation and permissions are denied', async () => {
  const { page } = running
  const result = await page.evaluate(async () => {
    const opened = window.open('https://example.com/') === null
    const permissions = await Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    )
    const media = await navigator.mediaDevices?.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    )
    location.href = 'https://example.com/'
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { opened, permissions: [...new Set(permissions)], media, still: location.origin }
  })
  expect(result).toEqual({ opened: true, permissions: ['denied'], media: 'denied', still: 'app://briefdesk' })
})

for (const [noun, operation, input] of [
  ['__proto__', 'toString', {}],
  ['constructor', 'name', {}],
  ['briefings', '__proto__', {}],
  ['briefings', 'constructor', {}],
  ['briefings', 'burn', {}],
  ['inner', 'importPath', { path: '/etc/passwd' }],
  ['inner', 'composeBrief', {}],
  [7, null, {}],
  ['briefings', 'open', { id: 7 }],
  ['briefings', 'open', null],
  ['annotations', 'add', { briefing: 'x' }],
  ['settings', 'change', { lang: 'fr' }],
] as const) {
  test(`a call outside the contract is refused: ${String(noun)}.${String(operation)} ${JSON.stringify(input)}`, async () => {
    expect(await reply(noun, operation, input)).toMatchObject({ ok: false, code: 'bad-request' })
  })
}

test('a call that is too large is refused before anybody reads it', async () => {
  const answer = await running.page.evaluate(() =>
    (window as unknown as { bridge: { call: (...all: unknown[]) => Promise<unknown> } }).bridge.call(
      'settings',
      'change',
      {
        author: 'x'.repeat(6_000_000),
      },
    ),
  )
  expect(answer).toEqual({ ok: false, code: 'too-large' })
})

test('a file: link or a program is never handed to the system', async () => {
  const opened = await running.app.evaluate(({ shell, dialog }) => {
    const calls: string[] = []
    ;(globalThis as unknown as { opened: string[] }).opened = calls
    shell.openExternal = async (url: string) => void calls.push(url)
    dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as typeof dialog.showMessageBox
    return calls
  })
  expect(opened).toEqual([])
  for (const url of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/x',
    'ms-msdt:/id',
    'http://user@host/',
    '',
  ]) {
    expect(await reply('sources', 'openLink', { url })).toMatchObject({ ok: false, code: 'refused' })
  }
  expect(await reply('sources', 'openLink', { url: 'https://docs.un.org/A/RES/79/325' })).toEqual({
    ok: true,
    value: null,
  })
  const calls = await running.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  expect(calls).toEqual(['https://docs.un.org/A/RES/79/325'])
})
