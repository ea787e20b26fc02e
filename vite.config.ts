import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { NONCE_PLACE } from './host/page/index.ts'

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig({
  root: folder('renderer'),
  cacheDir: folder('.cache/vite'),
  // Both faces serve the UI at the root of an origin of its own.
  base: '/',
  plugins: [react(), tailwind()],
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
