import { contextBridge, ipcRenderer } from 'electron'
import { callChannel, factChannel } from '../src-shared/channels.ts'

/** The door: one function and one listener. Main is the gate, so the door may be dumb; it never grows. */
contextBridge.exposeInMainWorld('bridge', {
  call: (noun: string, operation: string, input: unknown) => ipcRenderer.invoke(callChannel, noun, operation, input),
  on: (event: string, listener: (data: unknown) => void) => {
    const heard = (_: unknown, name: string, data: unknown) => {
      if (name === event) listener(data)
    }
    ipcRenderer.on(factChannel, heard)
    return () => ipcRenderer.off(factChannel, heard)
  },
})
