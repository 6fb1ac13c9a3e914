/** Zod, which comes along with shared files, must not try out `new Function`: the content security policy reports even the try. Import this first. */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
