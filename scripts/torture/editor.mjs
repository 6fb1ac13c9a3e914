// Opens a note of the reader in the real window, as a person would, from inside the app: it works after a crash of the window too.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../electron.mjs'

const read = (lang, noun) => JSON.parse(readFileSync(join(root, 'locales', lang, `${noun}.json`), 'utf8'))

/** The words of the interface the tortures look for. */
export function wordsOf(lang) {
  const { editor, card } = read(lang, 'annotations')
  return { note: editor.note, edit: card.edit, errors: read(lang, 'errors') }
}

/** Puts a mark with these words on the first paragraph of a briefing; its card stands beside it. */
export async function markParagraph(ask, { slug, lang, note }) {
  const row = (await ask('briefings', 'list', {})).value.find((each) => each.slug === slug)
  const { id, version, content } = (await ask('briefings', 'open', { id: row.id })).value
  const { id: block, text } = content.editions[lang].blocks.find(({ kind }) => kind === 'paragraph')
  const end = text.indexOf(lang === 'en' ? ' ' : '，')
  const target = {
    type: 'text',
    lang,
    selectors: [{ block, exact: text.slice(0, end), prefix: '', suffix: '', start: 0, end }],
  }
  const made = await ask('annotations', 'add', { briefing: id, version, target, kind: 'fact', note, tags: [] })
  if (!made?.ok) throw new Error(`no mark: ${made?.code}`)
  return made.value
}

/** Runs in the window: opens the first briefing of the list whose title begins so, and the editor of its first mark. */
export function openEditor({ title, edit, note }) {
  const until = async (find) => {
    for (let turn = 0; turn < 600; turn += 1) {
      const found = find()
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`not on the screen: ${find}`)
  }
  const byWords = (words) =>
    [...document.querySelectorAll('button')].find((each) =>
      (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(words),
    )
  return (async () => {
    if (!document.querySelector('article [data-at]')) {
      const row = await until(() =>
        [...document.querySelectorAll('main button')].find((each) => each.textContent.trim().startsWith(title)),
      )
      row.click()
    }
    await until(() => document.querySelector('article [data-at]'))
    const field = () =>
      [...document.querySelectorAll('textarea')].find((each) => each.getAttribute('aria-label') === note)
    // An unfinished note is opened by the app itself.
    const open = await until(() => {
      if (!field()) byWords(edit)?.click()
      return field()
    })
    open.focus()
    return open.value
  })()
}
