import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineAccess } from './engine.ts'
import { needExecutable } from './executable.ts'
import { run } from './run.ts'

/** A small Linux with every applet of busybox; runs `sh` unless told. */
export const BUSYBOX = 'slipway/busybox:1'
/** One static program, `/sleep`, and no shell; sleeps for an hour unless told. */
export const NOSHELL = 'slipway/noshell:1'

/** Makes the images `BUSYBOX` and `NOSHELL` in the engine. @throws Error when busybox-static isn't installed */
export async function makeImages(engine: EngineAccess): Promise<void> {
  const busybox = needExecutable('busybox', 'busybox-static')
  const folder = await mkdtemp(join(engine.folder, 'images-'))
  try {
    const [full, single] = await Promise.all([busyboxRoot(busybox, folder), noShellRoot(busybox, folder)])
    await engine.docker(
      'import',
      '--change',
      'CMD ["sh"]',
      '--change',
      'ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin',
      full,
      BUSYBOX,
    )
    await engine.docker('import', '--change', 'CMD ["/sleep", "3600"]', single, NOSHELL)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Makes an image on another, one layer for each step, which is a line of shell run as root; gives its id. Each layer but
 * the last is an unnamed parent of the next.
 * @throws Error when a step fails
 */
export async function makeLayered(
  { docker }: EngineAccess,
  name: string | undefined,
  base: string,
  steps: readonly string[],
): Promise<string> {
  let image = base
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1
    const container = await docker('create', '--network', 'none', image, 'sh', '-ec', step)
    try {
      await docker('start', '-a', container)
      image = await docker('commit', ...['--change', 'CMD ["sh"]'], container, ...(last && name ? [name] : []))
    } finally {
      await docker('rm', container)
    }
  }
  return image
}

async function busyboxRoot(busybox: string, folder: string): Promise<string> {
  const root = join(folder, 'busybox')
  for (const name of ['bin', 'etc', 'root', 'var/log', 'home', 'tmp', 'srv']) {
    await mkdir(join(root, name), { recursive: true })
  }
  await chmod(join(root, 'tmp'), 0o1777)
  await copyFile(busybox, join(root, 'bin/busybox'))
  await chmod(join(root, 'bin/busybox'), 0o755)
  const applets = (await run(busybox, ['--list'])).split('\n').filter((name) => name !== 'busybox' && name !== '')
  await Promise.all(applets.map((name) => symlink('busybox', join(root, 'bin', name))))
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\nguest:x:1000:1000:guest:/home:/bin/sh\n')
  await writeFile(join(root, 'etc/group'), 'root:x:0:\nguest:x:1000:\n')
  return await pack(root)
}

async function noShellRoot(busybox: string, folder: string): Promise<string> {
  const root = join(folder, 'noshell')
  await mkdir(root)
  await copyFile(busybox, join(root, 'sleep'))
  await chmod(join(root, 'sleep'), 0o755)
  return await pack(root)
}

async function pack(root: string): Promise<string> {
  const file = `${root}.tar`
  await run('tar', ['--numeric-owner', '--owner=0', '--group=0', '-C', root, '-cf', file, '.'])
  return file
}
