import { describe, expect, it } from 'vitest'
import { crossings } from './borders.ts'

const ground = {
  'contract/index.ts': "import { z } from 'zod'\nexport * from './shell.ts'",
  'contract/shell.ts': 'export const quote = 1',
  'host/logs/index.ts': "export { read } from './read.ts'",
  'host/logs/read.ts': 'export const read = 1',
}

function look(path: string, source: string): string[] {
  return crossings(new Map(Object.entries({ ...ground, [path]: source })))
}

describe('borders that an import may not cross', () => {
  it.each([
    [
      'renderer/app/a.tsx',
      "import { read } from '../../host/logs/index.ts'",
      'renderer may not import host/logs/index.ts',
    ],
    ['renderer/app/a.ts', "import type { X } from '../../host/logs/index.ts'", 'renderer may not import'],
    ['renderer/app/a.ts', "const x = await import('../../host/logs/index.ts')", 'renderer may not import'],
    [
      'renderer/app/a.ts',
      "import { contract } from '../../contract/index.ts'",
      'contract/index.ts brings zod into the page',
    ],
    ['renderer/app/a.ts', "import { type A } from '../../contract/index.ts'", 'brings zod into the page'],
    ['renderer/app/a.ts', "export * from '../../contract/index.ts'", 'brings zod into the page'],
    ['renderer/app/a.ts', "import { join } from 'node:path'", 'node:path isn’t there in the page'],
    ['renderer/features/a/b.ts', "import { x } from '../logs/row.ts'", 'is the inside of renderer/features/logs'],
    ['host/stats/a.ts', "import { read } from '../logs/read.ts'", 'host/logs/read.ts is the inside of host/logs'],
    ['host/stats/a.ts', "import { x } from '../../electron/main.ts'", 'host may not import electron/main.ts'],
    ['host/stats/a.ts', "import { app } from 'electron'", 'only electron/ may import electron'],
    ['host/stats/a.ts', "import { x } from '../../test/support/run.ts'", 'host may not import test/support/run.ts'],
    ['contract/logs.ts', "import { read } from '../host/logs/index.ts'", 'contract may not import host/logs/index.ts'],
    ['electron/a.ts', "import { read } from '../host/logs/index.ts'", 'electron may import the host’s entry only'],
    ['electron/a.ts', "import { x } from '../renderer/main.tsx'", 'electron may not import renderer/main.tsx'],
  ])('%s: %s', (path, source, why) => {
    const found = look(path, source)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(why)
    expect(found[0]).toMatch(new RegExp(`^${path}:1: `))
  })

  it.each([
    ['renderer/app/a.ts', "import type { Contract } from '../../contract/index.ts'"],
    ['renderer/app/a.ts', "import { quote } from '../../contract/shell.ts'"],
    ['renderer/app/a.ts', "import { Logs } from '../features/logs/page.tsx'"],
    ['renderer/features/a/b.ts', "import { x } from '../logs/index.ts'"],
    ['renderer/features/a/b.ts', "import { x } from './inner/c.ts'"],
    ['renderer/features/a/b.ts', "import { Button } from '../../components/button.tsx'"],
    ['host/stats/a.ts', "import { metered } from '../transport/metered.ts'"],
    ['host/stats/a.ts', "import { read } from '../logs/index.ts'"],
    ['host/stats/a.ts', "import { SlipwayError } from '../errors.ts'"],
    ['host/router.ts', "import { read } from './logs/read.ts'"],
    ['host/logs/read.test.ts', "import { run } from '../../test/support/run.ts'"],
    ['electron/a.ts', "import { app } from 'electron'\nimport { createHost } from '../host/index.ts'"],
    ['host/stats/a.ts', "// import { app } from 'electron'\nexport const text = \"import 'electron'\""],
  ])('open: %s: %s', (path, source) => {
    expect(look(path, source)).toEqual([])
  })
})
