// Builds a folder and prints how that ended: node outcome.ts <engine’s address> <folder> <builder>
import type { Builder } from '../../../contract/index.ts'
import { emptyBuild } from '../../../host/run/index.ts'
import { engineState, openHost, readUntil } from '../../support/host.ts'

const [address = '', folder = '', asked] = process.argv.slice(2)
const builder: Builder = asked === 'classic' ? 'classic' : 'buildkit'
const host = await openHost(address)
try {
  await engineState(host, 'connected')
  const { job } = await host.client.builds.start({ engine: host.engine, build: { ...emptyBuild(folder), builder } })
  await readUntil(
    host.client,
    (stream, options) => host.client.jobs.watch({ stream }, options),
    (jobs) => {
      const outcome = jobs.find(({ id }) => id === job)?.outcome
      if (outcome === undefined || outcome.state === 'running') return false
      console.log(JSON.stringify(outcome))
      return true
    },
    60_000,
  )
} finally {
  await host.close()
}
