// Libraries with many annotations, made through the real store: seeded, the same each time.
import { mkdir, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { sentences } from './sentences.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The room of the library as plain JavaScript. */
async function room() {
  const folder = join(root, 'out/bench-room')
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: { room: join(root, 'src-main/library-room.ts') },
        external: ['electron', ...builtinModules, /^node:/, /^@photostructure\/sqlite/],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  })
  return import(pathToFileURL(join(folder, 'room.js')).href)
}

const topics = ['運算力', '標準', '供應鏈', '聯合國', '半導體', '出口管制', '資料治理', '人才', '主權', '開源']
const topicsEn = [
  'compute',
  'standards',
  'supply chain',
  'UN',
  'semiconductors',
  'export control',
  'data',
  'talent',
  'sovereignty',
  'open source',
]
const tags = ['主權', '會議', '查證', '部長', 'WAICO', 'Geneva', 'Q4', '法制', '產業', '新聞稿', '長官交辦', '背景']
const notes = [
  '',
  '只有單一來源。向駐外同仁求證章程草案。',
  '與《全球數位契約》的用語對照。',
  'Check before quoting.',
  '',
  '若成形，設備商最先感受到的會是認證門檻，而不是訂單。請法制組補一張時程表，並與上次會議紀錄比對後再定稿。',
]
const kinds = ['fact', 'judgement', 'question', 'action', 'keypoint']
const paragraphs = 60

const random = (start) => {
  let seed = start
  return () => {
    seed += 0x6d2b79f5
    let t = seed
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const textOf = (lang, briefing, at) =>
  (lang === 'en' ? `Briefing ${briefing}, paragraph ${at}. ` : `第 ${briefing} 份第 ${at} 段。`) +
  Array.from({ length: 3 }, (_, index) => sentences[lang][(briefing + at + index) % 5])
    .join('')
    .trim()

async function writeBriefing(folder, number) {
  await mkdir(folder, { recursive: true })
  const id = `019f4989-de80-7a3e-9c41-${String(number).padStart(12, '0')}`
  const topic = topics[number % topics.length]
  const topicEn = topicsEn[number % topics.length]
  await writeFile(
    join(folder, 'briefing.yaml'),
    `format: 1\nbriefing: ${id}\nslug: many-${number}\nlead: zh-TW\nlanguages: [zh-TW, en]\ntitle:\n  zh-TW: ${topic}情勢研析（${number}）\n  en: Outlook on ${topicEn} (${number})\nsummary:\n  zh-TW: 量測用。\n  en: To measure with.\npublisher:\n  zh-TW: 案頭\n  en: Briefdesk\nissued: 2026-07-10\ntlp: GREEN\nsecrecy: none\n`,
  )
  for (const lang of ['zh-TW', 'en']) {
    const blocks = Array.from({ length: paragraphs }, (_, at) => `{#p${at + 1}}\n${textOf(lang, number, at + 1)}\n`)
    await writeFile(join(folder, `text.${lang}.md`), blocks.join('\n'))
  }
  return id
}

/** Makes a library of `count` annotations over `briefings` briefings. A third of them was made some months ago. */
export async function makeLibrary({ library, work, count, briefings = 20, seed = 7 }) {
  const { openRoom } = await room()
  let clock = Date.now() - 200 * 86_400_000
  const opened = openRoom({ folder: library, now: () => clock })
  const ask = async (noun, operation, input) => {
    const reply = await opened.call(noun, operation, input, crypto.randomUUID())
    if (!reply.ok) throw new Error(`${noun}.${operation}: ${JSON.stringify(reply)}`)
    return reply.value
  }
  const next = random(seed)
  const pick = (list) => list[Math.floor(next() * list.length)]
  const all = []
  for (let number = 1; number <= briefings; number += 1) {
    const folder = join(work, `many-${number}`)
    const id = await writeBriefing(folder, number)
    await opened.importPath(folder, crypto.randomUUID())
    all.push({ number, id, version: (await ask('briefings', 'open', { id })).version })
  }
  const step = (199 * 86_400_000) / count
  for (let index = 0; index < count; index += 1) {
    const { number, id, version } = all[index % all.length]
    const lang = next() < 0.7 ? 'zh-TW' : 'en'
    const at = 1 + Math.floor(next() * paragraphs)
    const text = textOf(lang, number, at)
    const start = Math.floor(next() * (text.length - 60))
    const exact = text.slice(start, start + 6 + Math.floor(next() * 48)).trim()
    const from = text.indexOf(exact, start)
    const kind = pick(kinds)
    clock += step
    const due = kind === 'action' && next() < 0.7 ? { due: day(Math.floor(next() * 60) - 20) } : {}
    const done = kind === 'action' && next() < 0.3 ? { done: new Date(clock).toISOString() } : {}
    const target =
      next() < 0.02
        ? { type: 'briefing' }
        : {
            type: 'text',
            lang,
            selectors: [{ block: `p${at}`, exact, prefix: '', suffix: '', start: from, end: from + exact.length }],
          }
    await ask('annotations', 'add', {
      ...{
        briefing: id,
        version,
        target,
        kind,
        note: pick(notes),
        tags: next() < 0.5 ? [...new Set([pick(tags), pick(tags)])] : [],
      },
      ...due,
      ...done,
    })
  }
  opened.library.close()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [library, work, count] = process.argv.slice(2)
  await makeLibrary({ library, work, count: Number(count) })
}
