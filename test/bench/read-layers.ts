// `node test/bench/read-layers.ts ADDRESS ID FILES`: a host of its own reads an image's layers, in which the folder /f
// has so many files; prints the milliseconds that took and the host's memory at its peak, in megabytes.
import { readFile } from 'node:fs/promises'
import { engineState, openHost, readUntil } from '../support/host.ts'
import { timed } from './figure.ts'

const [address = '', id = '', files = ''] = process.argv.slice(2)
const host = await openHost(address)
try {
  await engineState(host, 'connected')
  const { client, engine } = host
  const milliseconds = await timed(async () => {
    const { job } = await client.images.layers.read({ engine, id })
    await readUntil(
      client,
      (stream, options) => client.jobs.watch({ stream }, options),
      (jobs) => jobs.some((one) => one.id === job && one.outcome.state !== 'running'),
      120_000,
    )
    const page = { path: '/f', changes: false, by: 'name' as const, offset: 0, limit: 500 }
    const { total } = await client.images.layers.files({ engine, id, ...page })
    if (total !== Number(files)) throw new Error(`read ${total} files`)
  })
  const status = await readFile('/proc/self/status', 'utf8')
  const [, kib] = /^VmHWM:\s+(\d+) kB/m.exec(status) ?? []
  console.log(JSON.stringify({ milliseconds, peak: (Number(kib) * 1_024) / 1e6 }))
} finally {
  await host.close()
}
