// The host, in a process of its own: neither the window nor Electron’s main process carries its data.
import { join } from 'node:path'
import type { MessageEvent } from 'electron'
import { asSlipwayError, createHost, createLog, type Host, readVmPlaces, stateFolder } from '../host/index.ts'
import type { FromHost, ToHost } from './host-messages.ts'
import { HostSecrets } from './host-secrets.ts'
import { saveDownload } from './save-download.ts'

const told = (option: string) => process.argv.find((word) => word.startsWith(option))?.slice(option.length)
const engine = told('--engine=')
const vm = readVmPlaces(told('--vm=') ?? '')
const answer = (message: FromHost) => process.parentPort.postMessage(message)

const secrets = new HostSecrets(answer)
const starting = start()
starting.catch((error) => {
  answer({ type: 'failed', problem: asSlipwayError(error, 'Slipway could not start.').problem })
})
process.parentPort.on('message', (event: MessageEvent) => {
  const message: ToHost = event.data
  // The host asks while it starts, too.
  if (message.type === 'secret') return secrets.take(message)
  // A host that did not start has said so above.
  starting.then((host) => take(host, event)).catch(() => {})
})

async function start(): Promise<Host> {
  const folder = stateFolder()
  const log = createLog(folder)
  const host = await createHost({
    stateFolder: folder,
    secretBox: secrets,
    log,
    ...(vm !== undefined && { vm }),
    toolbox: join(__dirname, 'toolbox'),
    ...(engine !== undefined && { engine }),
  })
  if (host.engines.none) host.startVm().catch((error) => log.warn({ err: error }, 'the virtual machine did not start'))
  return host
}

async function take(host: Host, { data, ports }: MessageEvent): Promise<void> {
  const message: ToHost = data
  switch (message.type) {
    case 'port':
      for (const port of ports) {
        host.servePort(port)
        port.start()
      }
      return
    case 'save':
      try {
        await saveDownload(host, message.token, message.file)
        answer({ type: 'saved', id: message.id })
      } catch (error) {
        const { problem } = asSlipwayError(error, 'The file could not be saved.')
        answer({ type: 'saved', id: message.id, problem })
      }
      return
    case 'close':
      await host.close()
      process.exit(0)
  }
}
