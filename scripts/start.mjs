// npm start: builds, then opens the app; on a machine without a display it runs the demonstration instead.
import { buildApp } from './build.mjs'
import { demo } from './demo.mjs'
import { hasDisplay, launch, main } from './electron.mjs'

await main(async () => {
  await buildApp()
  if (hasDisplay()) return launch(process.argv.slice(2))
  process.stdout.write('This machine has no display, so no window will be seen.\n')
  process.stdout.write('The real app now runs on a virtual display and writes what it shows into out/demo.\n')
  return demo()
})
