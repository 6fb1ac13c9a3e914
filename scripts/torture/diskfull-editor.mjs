// The real window on a full disk: the words of the cause are shown and the reader's text stays in the editor.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { prefer, withApp } from './app.mjs'
import { fill, makeRoom } from './diskfull.mjs'
import { markParagraph, openEditor, wordsOf } from './editor.mjs'
import { pause } from './library.mjs'

const titles = { 'zh-TW': '上海提案', en: 'The Shanghai proposal' }

export const fullEditors = ({ languages, disk, scene, random, because }) =>
  withApp(scene, async (start) => {
    const found = { tried: 0, causeShown: 0, textKept: 0, savedWithRoom: 0 }
    for (const lang of languages) {
      const folder = scene.place('app')
      const library = join(disk, `app-${lang}`)
      mkdirSync(library)
      prefer(folder, { lang })
      const running = await start({ folder, library })
      try {
        await running.usable()
        const { briefing } = await markParagraph(running.ask, { slug: 'waico', lang, note: '一' })
        const words = wordsOf(lang)
        await running.page.evaluate(openEditor, { title: titles[lang], ...words })
        const text = `磁碟滿了也要留著 ${random.whole(1, 1e9)} ${'長'.repeat(30_000)}`
        const field = running.page.getByRole('textbox', { name: words.note })
        found.tried += 1
        fill(disk, 0)
        await field.fill(text)
        await field.press('Control+Enter')
        const cause = words.errors['disk-full'].split(/[。.，,{]/)[0]
        const shown = await running.page
          .getByRole('alert')
          .filter({ hasText: cause })
          .first()
          .waitFor({ timeout: 10_000 })
          .then(
            () => true,
            () => false,
          )
        if (shown) found.causeShown += 1
        else because.push(`editor (${lang}): “${cause}” is not shown`)
        if ((await field.inputValue().catch(() => '')) === text) found.textKept += 1
        else because.push(`editor (${lang}): the text is not in the editor any more`)
        makeRoom(disk)
        await field.press('Control+Enter').catch(() => {})
        await pause(500)
        const [mark] = (await running.ask('annotations', 'list', { briefing })).value
        if (mark.note === text) found.savedWithRoom += 1
        else because.push(`editor (${lang}): with room again the text was not saved`)
      } catch (error) {
        because.push(`editor (${lang}): ${error.message}`)
      } finally {
        makeRoom(disk)
        await running.close()
      }
    }
    return found
  })
