/** What Vite fills in at build time. */
interface ImportMeta {
  readonly env: { readonly MODE: string }
}

declare module '*?raw' {
  const text: string
  export default text
}
