import { expect, test } from 'vitest'
import en from '../../locales/en/exports.json' with { type: 'json' }
import zh from '../../locales/zh-TW/exports.json' with { type: 'json' }
import { readFolder } from '../briefings/authoring/read-folder.ts'
import { glyphsOf } from './cmap.ts'
import { composeBrief } from './compose.ts'
import { coverageOf, missingGlyphs, refuseMissingGlyphs } from './glyphs.ts'
import { contextForTests, everything, fontsForTests, sampleForTests } from './paper-for-tests.ts'

const context = contextForTests(zh.paper, en.paper)

const fonts = fontsForTests()
const has = coverageOf(fonts)

test('the fonts know Han, Latin, rare Han of plane 2 and the signs of the template, and not what they do not have', () => {
  const asked = ['臺', '灣', 'A', 'é', '“', '…', '▲', '¶', '•', '\u{30edd}', '𠮷', '\u{1f600}']
  const drawn = asked.map((char) => has(char.codePointAt(0) ?? 0))
  expect(drawn).toEqual([true, true, true, true, true, true, true, true, true, true, false, false])
})

test('one face alone is asked about its own signs', () => {
  const latin = glyphsOf(fonts[0] ?? new Uint8Array())
  expect([latin(0x41), latin(0x81fa)]).toEqual([true, false])
})

test('a name that no font can write is named with its place, and the brief refused', async () => {
  const sample = await sampleForTests(readFolder, 'waico')
  const first = sample.content.events[0]
  if (!first) throw new Error('the sample has no events')
  const event = { ...first, title: { 'zh-TW': '委員\u{31350}某\ue000' } }
  const brief = composeBrief({ ...sample, content: { ...sample.content, events: [event] } }, [], everything, context)
  const where = `zh-TW/event/${first.id}`
  const missing = missingGlyphs(brief, has).filter((each) => each.where === where)
  expect(missing).toEqual([
    { char: '\u{31350}', where },
    { char: '\ue000', where },
  ])
  expect(() => refuseMissingGlyphs(brief, has)).toThrow(expect.objectContaining({ code: 'refused' }))
})

test('the samples lose no sign in either language', async () => {
  const waico = await sampleForTests(readFolder, 'waico')
  const un = await sampleForTests(readFolder, 'un-ai-governance')
  const briefs = [waico, un].map((each) => composeBrief(each, [], { ...everything, lang: 'both' }, context))
  expect(briefs.flatMap((brief) => missingGlyphs(brief, has))).toEqual([])
})
