import { existsSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { LOG_NAME } from '../../log.ts'
import { pause } from '../../pause.ts'
import type { VmFolder } from '../../vm/index.ts'
import { plain } from '../say.ts'
import { untilSignal } from '../until-signal.ts'
import type { VmArguments } from './options.ts'

const POLL_MS = 250

/** Prints one of a VM’s logs, and what comes to it when it is followed. */
export async function showLog(folder: VmFolder, { log, follow }: VmArguments): Promise<number> {
  const path = {
    services: folder.services,
    console: folder.console,
    hypervisor: folder.complaints,
    keeper: join(folder.path, LOG_NAME),
  }[log]
  const stop = new AbortController()
  if (follow) void untilSignal().then(() => stop.abort())
  const decoder = new StringDecoder('utf8')
  let at = 0
  while (true) {
    const size = existsSync(path) ? (await stat(path)).size : 0
    // It was cut short, or there is a new one.
    if (size < at) at = 0
    if (size > at) {
      const file = await open(path)
      try {
        for await (const part of file.createReadStream({ start: at, end: size - 1, autoClose: false })) {
          process.stdout.write(plain(decoder.write(part).replaceAll('\r', '')))
        }
      } finally {
        await file.close()
      }
      at = size
    }
    if (!follow || stop.signal.aborted) return 0
    await pause(POLL_MS, stop.signal).catch(() => {})
  }
}
