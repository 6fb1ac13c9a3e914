// How fast annotations are found again, beside fuzzy quote matching in the same run:
//   node bench/anchor-speed.mjs [--annotations 2000] [--pages 200] [--seed 1] [--rounds 3] [--json]
// The text is made from the re-anchoring benchmark if it lies beside the project, else from samples/; the same seed makes the same text.
// Beside it: what the Hypothesis client does, with its own library (approx-string-match): exact search first, fuzzy search if that
// fails, and a score of quote, prefix, suffix and position for every match. `fuzzy` leaves the exact search out.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import fuzzySearch from 'approx-string-match'
import { engine } from './engine.mjs'

const search = fuzzySearch.default ?? fuzzySearch
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { values } = parseArgs({
  options: {
    annotations: { type: 'string', default: '2000' },
    pages: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const count = Number(values.annotations)
const pages = Number(values.pages)
const signsOnPage = { 'zh-TW': 800, en: 2_800 }

/** Mulberry32: the same numbers everywhere. */
function randomBy(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function sources(lang) {
  const data = join(root, '../shared/bench/anchor/data')
  if (existsSync(data)) {
    return readdirSync(data)
      .sort()
      .flatMap((name) => JSON.parse(readFileSync(join(data, name), 'utf8')).pairs)
      .filter((pair) => pair.lang === (lang === 'en' ? 'en' : 'zh') && pair.synthetic === undefined)
      .map((pair) => pair.old)
  }
  const samples = join(root, 'samples')
  const texts = readdirSync(samples, { recursive: true })
    .map(String)
    .sort()
    .filter((name) => name.endsWith('.md') && statSync(join(samples, name)).isFile())
    .map((name) => readFileSync(join(samples, name), 'utf8'))
  return texts.filter(
    (text) => /\p{Script=Han}{40}/u.test(text.replace(/[，。、；：「」\s]/gu, '')) === (lang !== 'en'),
  )
}

/** A long text of the sources' sentences, none of them twice the same: a few of each one's words are another's. */
function textOf(lang, random) {
  const split = lang === 'en' ? /(?<=[.!?])\s+|\n+/ : /(?<=[。！？])|\n+/
  const pool = sources(lang)
    .flatMap((text) => text.split(split))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= 12 && sentence.length <= 400)
  const any = () => pool[Math.floor(random() * pool.length)]
  const pieces = (sentence) => (lang === 'en' ? sentence.split(' ') : sentence.match(/.{1,4}/gsu))
  const glue = lang === 'en' ? ' ' : ''
  const sentence = () => {
    const words = pieces(any())
    for (let times = 0; times < 1 + words.length / 8; times++) {
      const other = pieces(any())
      words[Math.floor(random() * words.length)] = other[Math.floor(random() * other.length)]
    }
    return words.join(glue)
  }
  const paragraph = () => Array.from({ length: 1 + Math.floor(random() * 5) }, sentence).join(glue)
  const paragraphs = []
  for (let length = 0; length < pages * signsOnPage[lang]; length += paragraphs.at(-1).length + 1)
    paragraphs.push(paragraph())
  return { paragraphs, paragraph, sentence, pieces, glue }
}

/** The next edition: most stays, some wording changes, sentences come and go, a few paragraphs are new, gone or elsewhere. */
function editionOf({ paragraphs, paragraph, sentence, pieces, glue }, random) {
  const out = []
  const moving = []
  for (const text of paragraphs) {
    const dice = random()
    if (dice < 0.03) continue
    if (dice < 0.05) moving.push(text)
    else if (dice < 0.08) out.push(paragraph(), text)
    else if (dice < 0.3) {
      const words = pieces(text)
      for (let times = 0; times < 1 + words.length / 15; times++) {
        const at = Math.floor(random() * words.length)
        const how = random()
        if (how < 0.5) words[at] = pieces(sentence())[0]
        else if (how < 0.75) words.splice(at, 1)
        else words.splice(at, 0, pieces(sentence())[0])
      }
      out.push(words.join(glue))
    } else if (dice < 0.36) out.push(text + glue + sentence())
    else out.push(text)
  }
  for (const text of moving) out.splice(Math.floor(random() * out.length), 0, text)
  return out.join('\n')
}

function selectorsOn(text, random) {
  return Array.from({ length: count }, () => {
    const length = 8 + Math.floor(random() ** 2 * 200)
    const start = Math.floor(random() * (text.length - length))
    const end = start + length
    return {
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - 32), start),
      suffix: text.slice(end, end + 32),
      start,
      end,
    }
  })
}

function matches(text, words, most, exactFirst) {
  const found = []
  if (exactFirst) {
    for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1))
      found.push({ start: at, end: at + words.length, errors: 0 })
  }
  return found.length > 0 ? found : search(text, words, most)
}

function likeness(text, words) {
  if (text === '' || words === '') return 0
  return 1 - (matches(text, words, words.length, true)[0]?.errors ?? words.length) / words.length
}

function byFuzzyQuote(text, { exact, prefix, suffix, start }, exactFirst) {
  let best = null
  for (const match of matches(text, exact, Math.min(256, exact.length / 2), exactFirst)) {
    const before = likeness(text.slice(Math.max(0, match.start - prefix.length), match.start), prefix)
    const after = likeness(text.slice(match.end, match.end + suffix.length), suffix)
    const near = 1 - Math.abs(match.start - start) / text.length
    const score = (50 * (1 - match.errors / exact.length) + 20 * before + 20 * after + 2 * near) / 92
    if (best === null || score > best.score) best = { ...match, score }
  }
  return best
}

// Processor time, not the clock's: whatever else runs on the machine takes no part in the ratio.
const time = (work) => {
  const begun = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(begun)
  return { ms: (user + system) / 1000, result }
}
const median = (numbers) => numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length / 2)]

const { reanchor } = await engine()
const report = []
for (const lang of ['zh-TW', 'en']) {
  const random = randomBy(Number(values.seed))
  const made = textOf(lang, random)
  const before = made.paragraphs.join('\n')
  const now = editionOf(made, random)
  const selectors = selectorsOn(before, random)
  const rounds = { diff: [], search: [] }
  let found = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const { ms, result } = time(() => reanchor(before, now, selectors))
    rounds.diff.push(ms)
    found = result
    rounds.search.push(time(() => reanchor(null, now, selectors)).ms)
  }
  // The other way takes seconds: once is enough, and of the purely fuzzy one a tenth of the quotes.
  const peer = time(() => selectors.map((selector) => byFuzzyQuote(now, selector, true))).ms
  const some = selectors.filter((_, index) => index % 10 === 0)
  const fuzzy =
    (time(() => some.map((selector) => byFuzzyQuote(now, selector, false))).ms * selectors.length) / some.length
  const own = median(rounds.diff)
  report.push({
    lang,
    annotations: count,
    signs: before.length,
    found: found.filter((one) => 'start' in one).length,
    ms: { diffMap: own, withoutOldText: median(rounds.search), hypothesisStyle: peer, fuzzy },
    timesFaster: {
      thanHypothesisStyle: peer / own,
      thanFuzzy: fuzzy / own,
      withoutOldText: peer / median(rounds.search),
    },
  })
}

const round = (number) => (number < 10 ? number.toFixed(1) : Math.round(number))
if (values.json) console.log(JSON.stringify(report, null, 2))
else {
  for (const { lang, annotations, signs, found, ms, timesFaster } of report) {
    console.log(`${lang}: ${annotations} annotations on ${pages} pages (${signs} signs), ${found} found`)
    console.log(`  diff map ${round(ms.diffMap)} ms; without the old text ${round(ms.withoutOldText)} ms`)
    console.log(`  Hypothesis style ${round(ms.hypothesisStyle)} ms; fuzzy alone ${round(ms.fuzzy)} ms`)
    console.log(
      `  diff map is ${round(timesFaster.thanHypothesisStyle)} times faster than Hypothesis style, ${round(timesFaster.thanFuzzy)} than fuzzy alone;` +
        ` without the old text ${round(timesFaster.withoutOldText)} times faster than Hypothesis style`,
    )
  }
}
if (report.some(({ timesFaster }) => timesFaster.thanHypothesisStyle < 4)) {
  console.log('not in order: the diff map must be at least 4 times faster')
  process.exitCode = 1
}
