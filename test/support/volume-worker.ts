// A host in a process of its own that goes on working on volumes until it is killed: `node volume-worker.ts STATE
// ADDRESS FOLDER`. It says on stdout what it begins.
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { pino } from 'pino'
import { toolboxFolder } from '../../host/cli/toolbox-folder.ts'
import { createHost } from '../../host/index.ts'
import type { Client, OpenHost } from './host.ts'
import { jobEnd } from './jobs.ts'

const [stateFolder = '', address = '', folder = ''] = process.argv.slice(2)
const host = await createHost({ stateFolder, engine: address, toolbox: toolboxFolder, log: pino({ level: 'silent' }) })
const { port1, port2 } = new MessageChannel()
host.servePort(port1)
port1.start()
port2.start()
const client: Client = createORPCClient(new RPCLink({ port: port2 }))
const { selected: engine = '' } = host.engines.list()
for await (const { engines } of host.engines.watch()) {
  if (engines.find(({ id }) => id === engine)?.status.state === 'connected') break
}

const backUp = { engine, volumes: ['vk-data'], folder, format: 'zst' as const, whileInUse: 'pause' as const }
const works: Record<string, () => Promise<{ job: string }>> = {
  backup: () => client.volumeBackups.write(backUp),
  restore: async () => {
    const [latest] = (await client.volumeBackups.list({ folder })).backups
    if (!latest) return client.volumeBackups.write(backUp)
    return client.volumeBackups.restore({ engine, path: latest.path, name: `vk-restored-${process.pid}` })
  },
  clone: () => client.volumes.clone({ engine, name: 'vk-data', to: `vk-clone-${process.pid}`, whileInUse: 'pause' }),
  empty: () => client.volumes.empty({ engine, name: 'vk-emptied', stop: true }),
  replace: () => client.volumes.replace({ engine, name: 'vk-replaced', by: 'vk-data', stop: true }),
}
const open: OpenHost = { host, client, engine, close: () => host.close() }
for (const [name, work] of Object.entries(works).sort(() => Math.random() - 0.5)) {
  process.stdout.write(`${name}\n`)
  const { job } = await work()
  const { outcome } = await jobEnd(open, job)
  process.stdout.write(`${name} ${outcome.state} ${outcome.state === 'failed' ? outcome.problem.why : ''}\n`)
}
process.stdout.write('end\n')
