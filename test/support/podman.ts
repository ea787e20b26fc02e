import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessEngine, type EngineAccess, ready } from './engine.ts'
import { needExecutable } from './executable.ts'
import { Room } from './room.ts'

export type Podman = EngineAccess & { stop(): Promise<void> }

/**
 * Starts Podman's Docker-compatible service on a private socket, with its own storage and network namespace:
 * what its containers publish can't be reached from outside.
 * @throws Error when podman isn't installed, this isn't root, or with the end of its log when it doesn't come up
 */
export async function startPodman(): Promise<Podman> {
  const podman = needExecutable('podman', 'podman')
  const folder = await mkdtemp(join(tmpdir(), 'slipway-podman-'))
  for (const part of ['docker-config', 'networks', 'tmp']) await mkdir(join(folder, part))
  const address = `unix://${join(folder, 'docker.sock')}`
  const room = new Room({
    folder,
    pool: '',
    // Where Podman puts its containers, whoever runs it; the room touches only what is its own or empty.
    cgroup: 'libpod_parent',
    daemon: [
      podman,
      ...['--root', join(folder, 'data'), '--runroot', join(folder, 'run'), '--tmpdir', join(folder, 'tmp')],
      ...['--network-config-dir', join(folder, 'networks'), '--cgroup-manager', 'cgroupfs', '--events-backend', 'file'],
      ...['system', 'service', '--time', '0', address],
    ],
  })
  try {
    await room.start()
    await ready(room, address, folder)
  } catch (error) {
    await room.close()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return { ...accessEngine(address, folder), stop: () => room.close() }
}
