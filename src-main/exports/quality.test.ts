import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import en from '../../locales/en/exports.json' with { type: 'json' }
import zh from '../../locales/zh-TW/exports.json' with { type: 'json' }
import type { Brief } from '../../src-shared/exports/brief.ts'
import { readFolder } from '../briefings/authoring/read-folder.ts'
import { composeBrief } from './compose.ts'
import { typeset } from './export-file.ts'
import { nativeEngine } from './native-engine.ts'
import { pagesOf } from './pages.ts'
import {
  annotationForTests,
  contextForTests,
  everything,
  fontsForTests,
  sampleForTests,
  sampleSlugs,
} from './paper-for-tests.ts'
import { openEngine, type PdfEngine } from './pdf-engine.ts'
import {
  bare,
  headingsOf,
  linksOf,
  missingInOrder,
  outlineOf,
  pagesOfFile,
  piecesOf,
  run,
  tools,
  withoutNotes,
} from './pdf-for-tests.ts'
import { wasmEngine } from './wasm-engine.ts'

const context = contextForTests(zh.paper, en.paper)

const folder = mkdtempSync(join(tmpdir(), 'briefdesk-quality-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fonts = fontsForTests()

const kinds = ['fact', 'judgement', 'question', 'action', 'keypoint'] as const

/** A sample with marks in every kind on both languages, one of them over a footnote or source number, and an orphan. */
async function annotatedBrief(slug: (typeof sampleSlugs)[number], lang: 'zh-TW' | 'en' | 'both'): Promise<Brief> {
  const briefing = await sampleForTests(readFolder, slug)
  const marks = (['zh-TW', 'en'] as const).flatMap((language) => {
    const blocks = (briefing.content.editions[language]?.blocks ?? []).filter((block) => block.kind === 'paragraph')
    return kinds.map((kind, index) => ({ kind, lang: language, quote: blocks[index]?.text.slice(4, 60) ?? '' }))
  })
  const given = [...marks, { kind: 'question' as const, lang: 'zh-TW' as const, quote: '這句話已經不在這一版' }]
  const annotations = given.map((each, index) =>
    annotationForTests(
      briefing,
      { ...each, note: index % 2 === 0 ? '' : '再查證。\nTo be checked.', tags: ['查證'] },
      index,
    ),
  )
  return composeBrief(briefing, annotations, { ...everything, lang }, { ...context, author: '王小明' })
}

test.each(tools)('%s is here to judge the files', (tool) => {
  expect(() =>
    run(tool, tool === 'pdftotext' || tool === 'pdfinfo' || tool === 'pdffonts' ? '-v' : '--version'),
  ).not.toThrow()
})

const cases = sampleSlugs.flatMap((slug) => (['zh-TW', 'en', 'both'] as const).map((lang) => ({ slug, lang })))
const engines = [
  { name: 'native', open: nativeEngine, cases },
  // Both languages are in the one file, and the template is the same.
  { name: 'wasm', open: wasmEngine, cases: cases.filter(({ lang }) => lang === 'both') },
]

describe.each(engines)('set by the $name compiler', ({ name, open, cases }) => {
  let engine: PdfEngine
  beforeAll(async () => {
    const opened = await open(fonts)
    if (opened === null) throw new Error(`the ${name} compiler does not load here`)
    engine = opened
  }, 60_000)

  describe.each(cases)('$slug in $lang', ({ slug, lang }) => {
    let brief: Brief
    let pages: number
    const file = join(folder, `${name}-${slug}-${lang}.pdf`)
    beforeAll(async () => {
      brief = await annotatedBrief(slug, lang)
      const made = typeset(engine, brief)
      pages = made.pages
      writeFileSync(file, made.pdf)
    }, 120_000)

    test('the file is whole (1)', () => {
      expect(run('qpdf', '--check', file)).toMatchObject({ status: 0, err: '' })
      expect(run('mutool', 'show', file, 'trailer/Root')).toMatchObject({ status: 0, err: '' })
    })

    test('it is tagged and says what it is (2)', () => {
      const { out } = run('pdfinfo', file)
      const lines = [
        'Tagged:          yes',
        `Title:           ${brief.title}`,
        'Author:          王小明',
        `Pages:           ${pages}`,
      ]
      for (const line of [...lines, '(A4)', 'CreationDate:    Sat Nov 21 09:30:00 2026 UTC', 'JavaScript:      no']) {
        expect(out).toContain(line)
      }
    })

    test('all faces are ours, embedded, with their letters known, none of Type 3 and none twice (3)', () => {
      const rows = run('pdffonts', file)
        .out.split('\n')
        .slice(2)
        .filter((row) => row !== '')
      const names = rows.map((row) => /\+(\S+)/.exec(row)?.[1] ?? row)
      expect(rows.filter((row) => /Type 3/.test(row) || !/yes yes yes/.test(row))).toEqual([])
      expect(names.filter((font) => !/^(SourceSerif4|Inter|NotoSerifTC|NotoSansTC)-/.test(font))).toEqual([])
      expect(new Set(names).size).toBe(names.length)
    })

    test('every block is in the text, in order, in letters that can be searched (4)', () => {
      const drawn = pagesOfFile(file).map((page) => page.text)
      const parts = brief.editions.map(piecesOf)
      const { pages: texts, lost } = withoutNotes(
        drawn,
        parts.flatMap((part) => part.notes),
      )
      expect(lost).toEqual([])
      expect(
        missingInOrder(
          texts.join(''),
          parts.flatMap((part) => part.pieces),
        ),
      ).toEqual([])
      expect(run('pdftotext', file, '-').out).not.toMatch(/[\ue000-\uf8ff\ufffd\u2e80-\u2fdf]/u)
    })

    test('language, marks, labels, metadata and title bar are set (5)', () => {
      const root = run('mutool', 'show', file, 'trailer/Root').out
      expect(root).toContain(`/Lang (${lang === 'both' ? 'zh-TW' : lang})`)
      for (const entry of ['/Marked true', '/PageLabels', '/Metadata', '/DisplayDocTitle true'])
        expect(root).toContain(entry)
      const xmp = run('pdfinfo', '-meta', file).out
      expect(xmp).toContain(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${brief.title}</rdf:li>`)
      expect(xmp).toMatch(/<dc:language>/)
      expect(xmp.includes('<pdfuaid:part>1</pdfuaid:part>')).toBe(name === 'native')
    })

    test('the outline is the headings, and the printed contents say the same pages (6)', () => {
      const outline = outlineOf(file)
      expect(outline.map((entry) => bare(entry.title))).toEqual(headingsOf(brief).map(bare))
      const drawn = pagesOfFile(file).map((page) => page.text)
      for (const section of brief.editions.flatMap((edition) => edition.sections)) {
        const entry = outline.find((each) => each.title === section.heading)
        expect(
          drawn.some((text) =>
            text.replaceAll('.', '').includes(bare(`${section.heading}${entry?.page}`).replaceAll('.', '')),
          ),
        ).toBe(true)
        expect(drawn[(entry?.page ?? 0) - 1]).toContain(bare(section.heading))
      }
    })

    test('links are those of the brief, and every heading can be pointed at (8)', () => {
      const urls = run('pdfinfo', '-url', file)
        .out.split('\n')
        .slice(1)
        .flatMap((line) => /\S+$/.exec(line)?.[0] ?? [])
      expect([...new Set(urls)].sort()).toEqual([...linksOf(brief)].sort())
      expect(urls.filter((url) => !/^(https?|mailto):/.test(url))).toEqual([])
      const names = run('pdfinfo', '-dests', file)
        .out.split('\n')
        .flatMap((line) => /"(.+)"$/.exec(line)?.[1] ?? [])
      expect([names.length, new Set(names).size]).toEqual([headingsOf(brief).length, names.length])
    })

    test('every page carries the marking and its number (9)', () => {
      const drawn = pagesOfFile(file)
      expect(drawn.length).toBe(pages)
      const first = brief.editions[0]
      const words = lang === 'en' ? (n: number) => `Page ${n} of ${pages}` : (n: number) => `第 ${n} 頁／共 ${pages} 頁`
      const wrong = drawn.flatMap(({ head, foot }, index) => {
        const marked = [head, foot].every((line) => line.includes(`TLP:${first?.marking.tlp}`))
        const numbered =
          foot.endsWith(words(index + 1)) || (lang === 'both' && foot.endsWith(`Page ${index + 1} of ${pages}`))
        return marked && numbered ? [] : [`${index + 1}: ${head} … ${foot}`]
      })
      expect(wrong).toEqual([])
    })
  })
})

test('both compilers print the same text', async () => {
  const brief = await annotatedBrief('waico', 'both')
  const texts = [await nativeEngine(fonts), await wasmEngine(fonts)].map((engine, index) => {
    const file = join(folder, `same-${index}.pdf`)
    if (engine !== null) writeFileSync(file, typeset(engine, brief).pdf)
    return run('pdftotext', '-layout', file, '-').out
  })
  expect(texts[0]).toBe(texts[1])
}, 120_000)

test('a brief of one moment is one file, byte for byte, from a warm compiler and from a new one (12)', async () => {
  const brief = await annotatedBrief('un-ai-governance', 'both')
  const hash = (pdf: Uint8Array) => createHash('sha256').update(pdf).digest('hex')
  const warm = await openEngine(fonts)
  const fresh = await openEngine(fonts)
  const hashes = [warm, warm, fresh].map((engine) => hash(typeset(engine, brief).pdf))
  expect(new Set(hashes).size).toBe(1)
}, 120_000)

test('PDF/UA-1 and PDF/A-2a accept both samples', async () => {
  const engine = await nativeEngine(fonts)
  for (const slug of sampleSlugs) {
    const pages = pagesOf(await annotatedBrief(slug, 'both'))
    expect(() => engine?.typeset(pages, 'ua-1')).not.toThrow()
    expect(() => engine?.typeset(pages, 'a-2a')).not.toThrow()
  }
}, 120_000)
