import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Block } from '../../../src-shared/briefings/content.ts'
import { author } from './author.ts'
import { bytesOf, goodFolder } from './good-folder.ts'
import { readFiles } from './read-files.ts'
import { readFolder } from './read-folder.ts'
import { readPath } from './read-path.ts'
import { readZip } from './read-zip.ts'
import { zipOf } from './zip-for-tests.ts'

const folders: string[] = []

afterEach(async () => {
  for (const each of folders.splice(0)) await rm(each, { recursive: true })
})

async function onDisk(folder: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'authoring-'))
  folders.push(root)
  for (const [path, text] of Object.entries(folder)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}

test('a folder becomes the content of one version', () => {
  const { briefing, hash, content, warnings } = author(bytesOf(goodFolder))
  expect({ briefing, hash, content, warnings }).toMatchSnapshot()
})

test('every span, reference, item and cell stands on its words', () => {
  const { content } = author(bytesOf(goodFolder))
  const words = (block: Block, { start, end }: { start: number; end: number }) => block.text.slice(start, end)
  const told = content.editions['zh-TW']?.blocks.map((block) => ({
    id: block.id,
    text: block.text,
    spans: block.spans?.map((span) => `${span.type} ${words(block, span)}`),
    refs: block.refs?.map(
      (ref) => `${ref.type} ${block.text.slice(0, ref.at).slice(-3)}|${block.text.slice(ref.at).slice(0, 3)}`,
    ),
    items: block.kind === 'list' ? block.items.map((item) => `${item.depth} ${words(block, item)}`) : undefined,
    rows: block.kind === 'table' ? block.rows.map((row) => row.map((cell) => words(block, cell))) : undefined,
  }))
  const none = { spans: undefined, refs: undefined, items: undefined, rows: undefined }
  expect(told).toEqual([
    { ...none, id: 'h1', text: '一、起點', spans: ['emphasis 起點'] },
    {
      ...none,
      id: 'p1',
      text: '第一行接第二行，粗體與 連結。再接 AI 字樣。',
      spans: ['strong 粗體', 'link 連結'],
      refs: ['source  連結|。再接', 'footnote  字樣|。', 'source  字樣|。'],
    },
    { ...none, id: 'p2', text: '第二段有 code  x 與\n硬換行。', spans: ['code code  x'] },
    { ...none, id: 'q1', text: '引文第一段續行\n引文第二段', refs: ['source 第二段|'] },
    { ...none, id: 'l1', text: '甲\n乙 丙\n丁戊', spans: ['strong 丙'], items: ['0 甲', '1 乙 丙', '0 丁戊'] },
    {
      ...none,
      id: 't1',
      text: '欄一\t欄二\n一\t二\n三\t',
      spans: ['emphasis 二'],
      rows: [
        ['欄一', '欄二'],
        ['一', '二'],
        ['三', ''],
      ],
    },
    { ...none, id: 'view-timeline', text: '' },
    { ...none, id: 'fn-a', text: '註腳文字。', refs: ['source 腳文字|。'] },
  ])
})

test('a folder, its zip and its dropped files are the same version, with or without a top folder, BOM, CRLF or NFD', async () => {
  const plain = author(bytesOf(goodFolder))
  const folder = await onDisk({ ...goodFolder, '.DS_Store': 'x', '.git/config': 'x' })
  const entries = [...bytesOf(goodFolder)].map(([name, bytes], index) => ({ name, bytes, deflated: index % 2 === 0 }))
  const zip = join(folder, 'out.zip')
  await writeFile(zip, zipOf(entries))
  const inFolder = join(folder, 'in-folder.zip')
  const junk = { name: '__MACOSX/._x', bytes: new Uint8Array([0]) }
  await writeFile(inFolder, zipOf([...entries.map((each) => ({ ...each, name: `案頭/${each.name}` })), junk]))
  const dropped = [...bytesOf(goodFolder)].map(([path, bytes]) => ({ path: `small/${path}`, bytes }))
  const other = Object.fromEntries(
    Object.entries(goodFolder).map(([path, text]) => [path, `\ufeff${text.normalize('NFD').replaceAll('\n', '\r\n')}`]),
  )
  const clean = await onDisk(goodFolder)
  const read = [
    await readFolder(clean),
    await readPath(clean),
    await readZip(zip),
    await readZip(inFolder),
    await readPath(inFolder),
    await readFiles(dropped),
    await readFiles([{ path: 'small.zip', bytes: zipOf(entries) }]),
    author(bytesOf(other)),
    author(new Map([...bytesOf(goodFolder)].reverse())),
  ]
  expect(new Set(read.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify(plain)]))
})

test('another word, another mark or another date is another version', () => {
  const change = (path: string, from: string, to: string) => {
    const text = goodFolder[path] ?? ''
    expect(text).toContain(from)
    return author(bytesOf({ ...goodFolder, [path]: text.replace(from, to) })).hash
  }
  const hashes = [
    author(bytesOf(goodFolder)).hash,
    change('text.en.md', 'First line', 'The first line'),
    change('text.en.md', 'AMBER', 'RED'),
    change('timeline.csv', '2025-07-26', '2025-07-27'),
    change('notes/n01.en.md', 'two lines', '2 lines'),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('a block without an id keeps the one it is given while its words stay', () => {
  const text = (goodFolder['text.zh-TW.md'] ?? '').replace('{#p1 tlp=AMBER}\n', '').replace('{#l1}\n', '')
  const align = { 'timeline.csv': goodFolder['timeline.csv']?.replace(',p1,', ',,') ?? '' }
  const folder = { ...goodFolder, ...align }
  const ids = (zh: string) =>
    author(bytesOf({ ...folder, 'text.zh-TW.md': zh })).content.editions['zh-TW']?.blocks.map((each) => each.id)
  const before = ids(text)
  const after = ids(text.replace('{#h1}', '另一段\n\n另一段\n\n{#h1}'))
  expect(before?.filter((each) => each.startsWith('x-'))).toHaveLength(2)
  expect(after?.filter((each) => each.startsWith('x-'))).toEqual([
    expect.stringMatching(/^x-[0-9a-f]{12}$/u),
    expect.stringMatching(/^x-[0-9a-f]{12}-2$/u),
    ...(before ?? []).filter((each) => each.startsWith('x-')),
  ])
})

test.each(['waico', 'un-ai-governance'])('the sample %s is read without a problem', async (name) => {
  const path = join(import.meta.dirname, '../../../samples', name)
  const { hash, content, warnings } = await readFolder(path)
  expect(hash).toMatch(/^[0-9a-f]{64}$/u)
  expect(content.slug).toBe(name)
  expect(warnings).toEqual([])
})

test('what is not there is not found', async () => {
  const nowhere = join(tmpdir(), 'no-such-briefing')
  for (const read of [readPath, readFolder, readZip]) {
    await expect(read(nowhere)).rejects.toMatchObject({ code: 'not-found', data: { path: nowhere } })
  }
})

test('signs that cannot be seen are left out, and the text is the one without them', () => {
  const plain = author(bytesOf(goodFolder))
  const text = (goodFolder['text.zh-TW.md'] ?? '').replace('第二段', '第\u200b二\ufeff段')
  expect(author(bytesOf({ ...goodFolder, 'text.zh-TW.md': text })).hash).toBe(plain.hash)
})
