import { expect, it } from 'vitest'
import { firstLoad } from './size.ts'

it('counts the entry and what it imports at once, each once, and nothing lazy', () => {
  const manifest = {
    'index.html': { file: 'main.js', isEntry: true, imports: ['_a.js', '_b.js'], dynamicImports: ['page.tsx'] },
    '_a.js': { file: 'a.js', imports: ['_b.js'] },
    '_b.js': { file: 'b.js', imports: ['_a.js'] },
    'page.tsx': { file: 'page.js', isDynamicEntry: true, imports: ['_a.js'] },
  }
  expect(firstLoad(manifest)).toEqual(['main.js', 'a.js', 'b.js'])
})

it('refuses a manifest without an entry', () => {
  expect(() => firstLoad({ 'page.tsx': { file: 'page.js' } })).toThrow('no entry')
})
