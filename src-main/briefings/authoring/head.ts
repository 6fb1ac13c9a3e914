import { type Content, scoreNames } from '../../../src-shared/briefings/content.ts'
import { type Lang, type Localized, languages } from '../../../src-shared/languages.ts'
import { secrecyLevels, tlpLabels } from '../../../src-shared/markings.ts'
import { likelihoodScales } from '../../../src-shared/standards/likelihood.ts'
import { scoreScales } from '../../../src-shared/standards/scores.ts'
import { isEdtf } from './edtf-span.ts'
import { isSlug, isUuid7 } from './grammar.ts'
import { type Languages, localizedField } from './localized.ts'
import type { Report } from './report.ts'
import { type Found, mostTitle, mostWords, words } from './words.ts'
import { type FieldMap, readYaml } from './yaml-map.ts'

/** What briefing.yaml says. The references in it are resolved when everything else has been read. */
export interface Head {
  readonly briefing: string | null
  readonly slug: string
  readonly languages: Languages
  readonly title: Localized
  readonly summary: Localized
  readonly publisher: Localized
  readonly issued: string
  readonly marking: Content['marking']
  readonly tags: readonly string[]
  readonly collection: Localized | null
  readonly keyJudgement: Found | null
  readonly mainSource: Found | null
  readonly scales: Readonly<Record<string, string>>
  readonly align: readonly { readonly lead: Found; readonly others: readonly Found[] }[]
}

const file = 'briefing.yaml'

/** Reads briefing.yaml. `texts` are the languages whose text is in the folder. Null where it is too broken to go on. */
export function readHead(text: string, texts: readonly Lang[], report: Report): Head | null {
  const map = readYaml(file, text, report)
  if (map === null) return null
  const format = required(map, 'format', report)
  if (format !== null && format.value !== '1') {
    report.problem(format, 'value-unknown', { field: 'format', value: format.value, known: '1' })
  }
  const langs = readLanguages(map, texts, report)
  if (langs === null) return null
  const one = (key: string, most = mostWords) => localizedNeeded(map, key, langs, report, most)
  const head: Head = {
    briefing: checked(map.text('briefing'), report, 'briefing-wrong', isUuid7, (value) => value.toLowerCase()),
    slug: checked(required(map, 'slug', report), report, 'slug-wrong', isSlug) ?? '',
    languages: langs,
    title: one('title', mostTitle),
    summary: one('summary'),
    publisher: one('publisher', mostTitle),
    issued: checked(required(map, 'issued', report), report, 'date-wrong', isEdtf) ?? '',
    marking: {
      tlp: oneOf(required(map, 'tlp', report), 'tlp', tlpLabels, report) ?? 'RED',
      secrecy: oneOf(required(map, 'secrecy', report), 'secrecy', secrecyLevels, report) ?? 'none',
    },
    tags: readTags(map, report),
    collection: localizedField(map, 'collection', langs, report, 200),
    keyJudgement: map.text('key_judgement'),
    mainSource: map.text('main_source'),
    scales: readScales(map, report),
    align: readAlign(map),
  }
  map.warnRest()
  return head
}

/** The value if it is one of those known; null, and told, where it is another. */
export function oneOf<T extends string>(
  found: Found | null,
  field: string,
  known: readonly T[],
  report: Report,
): T | null {
  if (found === null) return null
  const value = known.find((each) => each === found.value)
  if (value === undefined) {
    report.problem(found, 'value-unknown', { field, value: found.value, known: known.join(' ') })
  }
  return value ?? null
}

function required(map: FieldMap, key: string, report: Report): Found | null {
  const found = map.text(key)
  if (found !== null && found.value !== '') return found
  if (!map.isMany(key)) report.problem(map.place(key), 'field-missing', { field: key })
  return null
}

function checked(
  found: Found | null,
  report: Report,
  code: 'briefing-wrong' | 'slug-wrong' | 'date-wrong',
  isRight: (value: string) => boolean,
  form: (value: string) => string = (value) => value,
): string | null {
  if (found === null) return null
  const value = form(found.value)
  if (isRight(value)) return value
  report.problem(found, code, { value })
  return null
}

function readLanguages(map: FieldMap, texts: readonly Lang[], report: Report): Languages | null {
  const lead = oneOf(required(map, 'lead', report), 'lead', languages, report)
  const all: Lang[] = []
  for (const each of map.texts('languages')) {
    const lang = oneOf(each, 'languages', languages, report)
    if (lang === null) continue
    if (all.includes(lang)) report.problem(each, 'field-twice', { field: lang })
    else all.push(lang)
    if (!texts.includes(lang) && lang !== lead) report.problem(each, 'language-missing', { language: lang })
  }
  if (lead === null) return null
  if (!map.has('languages')) return { lead, all: [lead, ...texts.filter((each) => each !== lead)] }
  if (!all.includes(lead)) {
    report.problem(map.place('languages'), 'language-missing', { language: lead })
    return { lead, all: [lead, ...all] }
  }
  for (const each of texts) if (!all.includes(each)) report.problemOf(`text.${each}.md`, 'file-unlisted')
  return { lead, all }
}

function localizedNeeded(map: FieldMap, key: string, langs: Languages, report: Report, most: number): Localized {
  const value = localizedField(map, key, langs, report, most)
  if (value?.[langs.lead] === undefined)
    report.problem(map.place(key), 'field-missing', { field: `${key}.${langs.lead}` })
  return value ?? {}
}

function readTags(map: FieldMap, report: Report): readonly string[] {
  const tags = map.texts('tags').flatMap((each) => words(each, report, 64) ?? [])
  return [...new Set(tags)].filter((each) => each !== '')
}

function readScales(map: FieldMap, report: Report): Readonly<Record<string, string>> {
  const inner = map.map('scales')
  const scales: Record<string, string> = {}
  for (const key of inner?.keys() ?? []) {
    const name = oneOf(key, 'scales', scoreNames, report)
    const scale = inner?.text(key.value) ?? null
    if (name === null || scale === null) continue
    if (Object.hasOwn(scoreScales, scale.value) || Object.hasOwn(likelihoodScales, scale.value)) {
      scales[name] = scale.value
    } else {
      report.problem(scale, 'scale-unknown', { scale: scale.value })
    }
  }
  return scales
}

function readAlign(map: FieldMap): Head['align'] {
  const inner = map.map('align')
  return (inner?.keys() ?? []).map((lead) => ({ lead, others: inner?.texts(lead.value) ?? [] }))
}
