import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fontFiles } from './fonts.ts'
import { nativeEngine } from './native-engine.ts'
import { TypesettingError } from './pdf-engine.ts'
import { wasmEngine } from './wasm-engine.ts'

const fonts = fontFiles('node_modules/@expo-google-fonts').map((file) => readFileSync(file))
const files = {
  'main.typ': '#import "part.typ": part\n#part(json("data.json"))\n#metadata(1) <page-count>',
  'part.typ': '#let part(data) = { set text(font: "Noto Serif TC", fallback: false)\n data.text }',
  'data.json': JSON.stringify({ text: '正文 #panic("x") *no*' }),
}

for (const open of [nativeEngine, wasmEngine]) {
  test(`${open.name} sets a page from files in memory`, async () => {
    const engine = await open(fonts)
    const { pdf, pages } = engine?.typeset(files) ?? {}
    expect([
      Buffer.from(pdf ?? [])
        .subarray(0, 5)
        .toString(),
      pages,
    ]).toEqual(['%PDF-', 1])
  })

  test(`${open.name} reads nothing from the disk and names what is wrong`, async () => {
    const engine = await open(fonts)
    expect(() => engine?.typeset({ 'main.typ': '#read("/etc/hostname")' })).toThrow(TypesettingError)
    expect(() => engine?.typeset({ 'main.typ': '#nothing-like-that' })).toThrow(/unknown variable/)
  })
}
