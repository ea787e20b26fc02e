import { z } from 'zod'
import type { Container, Image, Network, Volume } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { isOwnContainer, isOwnImage, isOwnVolume } from '../own-label.ts'
import { pause } from '../pause.ts'
import { isGone } from './held.ts'
import { listedContainer, listedImage, listedNetwork, listedVolume, listedVolumes } from './schemas.ts'
import { containerView, imageView, networkView, volumeView } from './view.ts'

const containerList = z.array(listedContainer)
const imageList = z.array(listedImage)
const networkList = z.array(listedNetwork)

type Signal = { signal?: AbortSignal }

/** Every container but Slipway’s own, or those of these ids that are there. */
export async function readContainers(
  client: EngineClient,
  ids?: readonly string[],
  at: Signal = {},
): Promise<Container[]> {
  return await listContainers(client, ids && { id: ids }, at)
}

/** Every container but Slipway’s own that has one of these volumes. */
export async function readUsers(client: EngineClient, volumes: readonly string[]): Promise<Container[]> {
  const found = await listContainers(client, { volume: volumes }, {})
  // The engine also finds those that have a volume at a path of that name.
  return found.filter(({ mounts }) =>
    mounts.some(({ type, name }) => type === 'volume' && name !== undefined && volumes.includes(name)),
  )
}

async function listContainers(
  client: EngineClient,
  wanted: Record<string, readonly string[]> | undefined,
  at: Signal,
): Promise<Container[]> {
  const query = { all: true, filters: wanted && JSON.stringify(wanted) }
  const listed = await despiteRemovals(() => client.json(containerList, 'GET', '/containers/json', { query, ...at }))
  return listed.filter((one) => !isOwnContainer(one)).map(containerView)
}

/** Every image that `docker images` shows. */
export async function readImages(client: EngineClient, at: Signal = {}): Promise<Image[]> {
  const listed = await client.json(imageList, 'GET', '/images/json', at)
  return listed.filter((one) => !isOwnImage(one)).map(imageView)
}

/** Every volume but Slipway’s own. */
export async function readVolumes(client: EngineClient, at: Signal = {}): Promise<Volume[]> {
  const { Volumes } = await client.json(listedVolumes, 'GET', '/volumes', at)
  return (Volumes ?? []).filter((one) => !isOwnVolume(one)).map(volumeView)
}

/** Every network. */
export async function readNetworks(client: EngineClient, at: Signal = {}): Promise<Network[]> {
  const listed = await client.json(networkList, 'GET', '/networks', at)
  return listed.map(networkView)
}

/** One volume, or nothing when it is gone or Slipway’s own. */
export async function readVolume(client: EngineClient, name: string, at: Signal = {}): Promise<Volume | undefined> {
  const found = await unlessGone(() => client.json(listedVolume, 'GET', `/volumes/${encodeURIComponent(name)}`, at))
  return found && !isOwnVolume(found) ? volumeView(found) : undefined
}

/** One network, or nothing when it is gone. */
export async function readNetwork(client: EngineClient, id: string, at: Signal = {}): Promise<Network | undefined> {
  return await unlessGone(async () =>
    networkView(await client.json(listedNetwork, 'GET', `/networks/${encodeURIComponent(id)}`, at)),
  )
}

/** Podman’s listing fails of a container that is being removed; a moment later it is gone. */
async function despiteRemovals<T>(read: () => Promise<T>): Promise<T> {
  for (let again = 1; ; again++) {
    try {
      return await read()
    } catch (error) {
      if (again > 8 || !isGone(error)) throw error
      await pause(again * 20)
    }
  }
}

async function unlessGone<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}
