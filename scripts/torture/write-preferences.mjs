// Started by the power cuts: writes preferences through the store the app uses, and tells each number once it is written.
// What electron-store is made of; it comes with it.
import Conf from 'conf'

const store = new Conf({ cwd: process.argv[2], configName: 'preferences', clearInvalidConfig: false })
let number = 0

function next() {
  number += 1
  store.store = { settings: { lang: 'zh-TW', number, author: '案頭'.repeat(40) }, window: null }
  process.send(number, () => setTimeout(next, 5))
}
next()
