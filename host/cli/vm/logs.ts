import { join } from 'node:path'
import { LOG_NAME } from '../../log.ts'
import { tailLog, type VmFolder } from '../../vm/index.ts'
import { plain } from '../say.ts'
import { untilSignal } from '../until-signal.ts'
import type { VmArguments } from './options.ts'

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
  for await (const { text } of tailLog(path, { follow, signal: stop.signal })) {
    process.stdout.write(plain(text.replaceAll('\r', '')))
  }
  return 0
}
