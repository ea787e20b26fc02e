import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Rolldown } from 'vite'
import { NONCE_PLACE } from './host/page/index.ts'

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** The Dockerfile parser looks for a byte order mark by means of Node alone; this has it do so in browsers, too. */
const browserBytes: Rolldown.Plugin = {
  name: 'browser-bytes',
  transform: {
    filter: { id: /dockerfile-ast[\\/]lib[\\/]util\.js/ },
    handler: (code) => {
      const changed = code.replace('Buffer.from(char, "UTF-8")', 'new TextEncoder().encode(char)')
      if (changed.includes('Buffer')) throw new Error('dockerfile-ast uses Buffer in another way by now')
      return { code: changed, map: null }
    },
  },
}

export default defineConfig({
  root: folder('renderer'),
  cacheDir: folder('.cache/vite'),
  // Both faces serve the UI at the root of an origin of its own.
  base: '/',
  plugins: [react(), tailwind(), browserBytes],
  optimizeDeps: { rolldownOptions: { plugins: [browserBytes] } },
  html: { cspNonce: NONCE_PLACE },
  build: {
    outDir: folder('dist/renderer'),
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    // The page's policy allows no data: scripts or fonts, and a file can be kept by the browser.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
