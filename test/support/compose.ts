import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../scripts/root.ts'
import { readDeb } from '../../scripts/vm-image/deb.ts'
import { downloadPackages } from '../../scripts/vm-image/download.ts'
import { readLock } from '../../scripts/vm-image/lock.ts'

/** Debian 12 has Compose's first version alone, so the second comes from Debian 13; it runs on both. */
const PACKAGE = {
  name: 'docker-compose',
  version: '2.26.1-4',
  source: 'docker-compose',
  path: 'debian/pool/main/d/docker-compose/docker-compose_2.26.1-4_amd64.deb',
  size: 12_965_524,
  sha256: '47681197cb2b1ab88206b42a1a92fc75f50d9530a6322d03494a473eed0408ea',
}
const PLUGIN = 'usr/libexec/docker/cli-plugins/docker-compose'

/**
 * Puts Compose where a docker CLI with this configuration finds it, so that `docker compose` works.
 * @param config the CLI’s folder, as DOCKER_CONFIG has it
 * @throws Error when Debian’s archive can’t be reached and it was not brought before
 */
export async function bringCompose(config: string): Promise<void> {
  const cache = join(root, '.cache', 'vm', 'packages')
  const deb = (await downloadPackages(await readLock(), [PACKAGE], cache, () => {})).get(PACKAGE.path)
  if (deb === undefined) throw new Error(`${PACKAGE.name} was not downloaded.`)
  for (const entry of await readDeb(deb)) {
    if (entry.kind !== 'file' || entry.path !== PLUGIN) continue
    const folder = join(config, 'cli-plugins')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'docker-compose'), entry.content)
    await chmod(join(folder, 'docker-compose'), 0o755)
    return
  }
  throw new Error(`${PACKAGE.name} has no ${PLUGIN}.`)
}
