import { existsSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import type { VmFolder } from '../folder.ts'
import { makeKey } from '../keys.ts'

/** Makes the keys of a VM that has none: each file its owner’s alone. The host key comes last, so that none is half. */
export async function ensureKeys(folder: VmFolder): Promise<void> {
  const files = [folder.clientKey, folder.authorizedKeys, folder.knownHosts, folder.hostKeyPublic, folder.hostKey]
  if (files.every((file) => existsSync(file))) return
  const [client, host] = [makeKey(), makeKey()]
  await put(folder.clientKey, client.openssh)
  await put(folder.authorizedKeys, `${client.publicLine}\n`)
  // For ssh itself, by a name of ours: the port is another at each start.
  await put(folder.knownHosts, `slipway ${host.publicLine}\n`)
  await put(folder.hostKeyPublic, `${host.publicLine}\n`)
  await put(folder.hostKey, host.dropbear)
}

async function put(path: string, content: string | Buffer): Promise<void> {
  await writeFile(path, content, { mode: 0o600 })
  // The mode is for a new file only.
  await chmod(path, 0o600)
}
