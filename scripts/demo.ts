// npm run demo -- [--many 1000]: Slipway on a private engine full of containers, until Ctrl-C.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEngine } from '../test/support/engine.ts'
import { makeImages } from '../test/support/image.ts'
import { startProduct } from '../test/support/product.ts'
import { seedDemo, seedMany } from '../test/support/seed.ts'
import { endGroups, runGroup } from './group.ts'
import { bringPackages } from './packages.ts'
import { root } from './root.ts'

const { values } = parseArgs({ options: { many: { type: 'string', default: '0' } } })
const many = Number(values.many)
if (!Number.isInteger(many) || many < 0) {
  console.error('--many wants a number of containers, as --many 1000.')
  process.exit(2)
}

const stop = new AbortController()
const stopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()))
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    stop.abort()
    endGroups(1000)
  })
}

if (!bringPackages()) process.exit(1)
const endings: (() => Promise<unknown>)[] = []
try {
  for await (const step of steps()) {
    if (stop.signal.aborted) break
    console.error(step)
  }
  if (!stop.signal.aborted) await stopped
} finally {
  for (const end of endings.reverse()) await end()
}

async function* steps(): AsyncGenerator<string> {
  if (!existsSync(join(root, 'dist', 'renderer', 'index.html'))) {
    yield 'Building the UI…'
    const { code } = await runGroup(process.execPath, [join(root, 'scripts', 'build.ts')])
    if (code !== 0) throw new Error('The UI doesn’t build; see the lines above.')
  }
  yield 'Starting an engine…'
  const engine = await startEngine()
  endings.push(() => engine.stop())
  await makeImages(engine)
  yield 'Making containers…'
  await seedDemo(engine)
  if (many > 0) await seedMany(engine, many)
  yield 'Starting Slipway…'
  const product = await startProduct({ engine })
  endings.push(() => product.stop())
  console.log(product.signInUrl)
  yield `The same engine for the docker CLI: docker -H ${engine.address} ps\nCtrl-C ends it all.`
}
