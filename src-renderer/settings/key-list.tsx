import { useTranslation } from 'react-i18next'
import { type Key, keyLabel, mac, settingsKey } from '../ui/keys.ts'

/** Every key there is, by place; what it does is said in settings.json under `keyboard.does`. */
const map: Readonly<Record<string, Readonly<Record<string, readonly Key[]>>>> = {
  anywhere: {
    library: ['Ctrl+Digit1'],
    notebook: ['Ctrl+Digit4'],
    settings: [settingsKey],
    newWindow: ['Ctrl+Shift+KeyN'],
    back: mac ? ['Alt+ArrowLeft', 'Ctrl+BracketLeft'] : ['Alt+ArrowLeft'],
    forward: mac ? ['Alt+ArrowRight', 'Ctrl+BracketRight'] : ['Alt+ArrowRight'],
    pane: ['F6'],
    paneBefore: ['Shift+F6'],
    import: ['Ctrl+KeyI'],
    export: ['Ctrl+KeyP'],
    undo: ['Ctrl+KeyZ'],
    redo: ['Ctrl+Shift+KeyZ', 'Ctrl+KeyY'],
    zoom: ['Ctrl+Equal', 'Ctrl+Minus', 'Ctrl+Digit0'],
    closeTop: ['Escape'],
  },
  library: {
    row: ['ArrowUp', 'ArrowDown'],
    rowEnds: ['Home', 'End'],
    open: ['Enter'],
    preview: ['Space'],
  },
  reader: {
    find: ['Ctrl+KeyF'],
    language: ['Ctrl+KeyL'],
    outline: ['Ctrl+Shift+KeyO'],
    panel: ['Ctrl+Shift+KeyA'],
    scroll: ['PageUp', 'PageDown', 'Space'],
    caret: ['F7'],
    select: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
    phrase: ['Ctrl+Shift+ArrowLeft', 'Ctrl+Shift+ArrowRight'],
    sentence: ['Ctrl+Shift+ArrowUp', 'Ctrl+Shift+ArrowDown'],
    block: ['Ctrl+ArrowUp', 'Ctrl+ArrowDown'],
  },
  annotations: {
    mark: ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5'],
    note: ['KeyN'],
    quote: ['KeyC'],
    previous: ['BracketLeft'],
    next: ['BracketRight'],
    edit: ['Enter'],
    remove: ['Delete'],
    adjust: ['KeyA'],
    done: ['Ctrl+Enter'],
  },
  review: {
    accept: ['Enter'],
    placeElsewhere: ['KeyP'],
    keepOld: ['KeyK'],
    rewrite: ['KeyN'],
    reviewed: ['ArrowUp', 'ArrowDown'],
    choose: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
    change: ['BracketLeft', 'BracketRight'],
  },
  notebook: {
    notebookSearch: ['Slash', 'Ctrl+KeyF'],
    notebookRow: ['ArrowUp', 'ArrowDown'],
    notebookEnds: ['Home', 'End'],
    notebookPage: ['PageUp', 'PageDown'],
    notebookOpen: ['Enter'],
    notebookChoose: ['Space'],
    notebookStretch: ['Shift+ArrowUp', 'Shift+ArrowDown'],
    notebookAll: ['Ctrl+KeyA'],
    notebookNone: ['Escape'],
    notebookKind: ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5'],
    notebookEdit: ['KeyE'],
    notebookRemove: ['Delete'],
  },
  timeline: {
    along: ['ArrowLeft', 'ArrowRight'],
    between: ['ArrowUp', 'ArrowDown'],
    pan: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
    passage: ['Enter'],
    zoomIn: ['Equal'],
    zoomOut: ['Minus'],
    whole: ['Digit0'],
    today: ['KeyT'],
  },
  tables: {
    cell: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
    cellEnds: ['Home', 'End'],
    detail: ['Enter'],
    look: ['Space'],
    leave: ['Escape'],
    markThing: ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'KeyN'],
  },
}

/** The whole key map, a list for each place. */
export function KeyList() {
  const { t } = useTranslation('settings')
  const say = t as unknown as (key: string) => string
  return (
    <div className="key-list">
      {Object.entries(map).map(([place, keys]) => (
        <section key={place} aria-labelledby={`keys-${place}`}>
          <h3 id={`keys-${place}`}>{say(`keyboard.groups.${place}`)}</h3>
          <dl className="keys">
            {Object.entries(keys).map(([does, names]) => (
              <div key={does}>
                <dt>
                  {names.map((name) => (
                    <kbd key={name}>{keyLabel(name)}</kbd>
                  ))}
                </dt>
                <dd>{say(`keyboard.does.${does}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
