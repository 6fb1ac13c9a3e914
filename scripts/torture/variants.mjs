// Briefings to import: the samples under other names, ids and words, as many as a torture needs.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { samples } from './library.mjs'

/** A copy of a sample as a briefing of its own. `edition` changes its words, so that it is another version. */
export function variant(folder, { slug, id, edition = 1, of = 'waico' }) {
  cpSync(join(samples, of), folder, { recursive: true })
  const head = join(folder, 'briefing.yaml')
  const text = readFileSync(head, 'utf8')
    .replace(/^briefing: .*$/m, `briefing: ${id}`)
    .replace(/^slug: .*$/m, `slug: ${slug}`)
    .replace(/^tags: \[/m, `tags: [edition ${edition}, `)
  writeFileSync(head, text)
  return folder
}

/** A UUIDv7 out of seeded chance. */
export function uuid(random) {
  const hex = Buffer.from(random.bytes(16)).toString('hex').split('')
  hex[12] = '7'
  hex[16] = 'a'
  const text = hex.join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}
