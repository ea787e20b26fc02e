import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { NetworkMap, Tried } from '../../contract/index.ts'
import { type ReachQuestion, reach, type Way } from '../../contract/reach.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { type Room, type Toolbox, ToolboxFailure } from '../toolbox/index.ts'
import { readMap } from './facts.ts'

/** For one address; what is dropped on the way gives no sign. Milliseconds. */
const PATIENCE = 3_000
/** More ways than this lead to the same place. */
const MOST = 4

const answer = z.object({
  tried: z.array(z.object({ address: z.string(), result: z.string(), ms: z.number() })),
})

/**
 * Connects for real, from the network of the one who asks: by each way that should lead there until one does, or to
 * the other’s addresses where none should.
 * @throws SlipwayError when there is nowhere to try from or to
 */
export async function tryReach(
  client: EngineClient,
  toolbox: Toolbox,
  question: ReachQuestion,
  signal?: AbortSignal,
): Promise<Tried[]> {
  const map = await readMap(client, signal ? { signal } : {})
  const from = map.containers.find(({ id }) => id === question.from)
  if (from?.state !== 'running') {
    throw new SlipwayError('CONFLICT', {
      what: 'There is nowhere to try it from.',
      why: from ? `${from.name} does not run: it is ${from.state}.` : 'The container is not there any more.',
      next: 'Have it run, then try again.',
    })
  }
  const { ways } = reach(map, question)
  const targets = (ways.length > 0 ? ways : addressesOf(map, question)).slice(0, MOST)
  if (targets.length === 0) {
    throw new SlipwayError('CONFLICT', {
      what: 'There is nothing to try.',
      why: 'The other one has no address now.',
      next: 'Start it, or put it on a network.',
    })
  }
  return await toolbox.once(
    client,
    { networkOf: from.id },
    async (room) => {
      const tried: Tried[] = []
      for (const target of targets) {
        tried.push(await tryOne(room, target, signal))
        if (tried.at(-1)?.result === 'connected') break
      }
      return tried
    },
    signal,
  )
}

function addressesOf({ containers }: NetworkMap, { to, port }: ReachQuestion): Way[] {
  const one = containers.find(({ id }) => id === to)
  const namespace = one?.namespace
  const owner = namespace?.kind === 'shared' ? containers.find(({ id }) => id === namespace.container) : one
  const hosts = (owner?.endpoints ?? []).flatMap(({ address, address6 }) => [address ?? [], address6 ?? []].flat())
  return hosts.map((host) => ({ host, port }))
}

async function tryOne(room: Room, { host, port }: Way, signal?: AbortSignal): Promise<Tried> {
  const begun = performance.now()
  const { output, ended } = await room.start(['connect', host, String(port), String(PATIENCE)], { signal })
  const said = await buffer(output)
  try {
    await ended
  } catch (error) {
    // It ends so when it did not get through; what it said tells why.
    if (!(error instanceof ToolboxFailure)) throw error
  }
  const { tried } = answer.parse(JSON.parse(said.toString('utf8')))
  const best = tried.find(({ result }) => result === 'connected') ?? tried[0]
  return {
    host,
    port,
    result: best ? resultOf(best.result) : 'no-such-name',
    said: best?.result ?? '',
    took: Math.round(performance.now() - begun),
  }
}

const RESULTS: Record<string, Tried['result']> = {
  connected: 'connected',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'no-answer',
  ENETUNREACH: 'no-way',
  EHOSTUNREACH: 'no-way',
}

const resultOf = (said: string): Tried['result'] => RESULTS[said] ?? 'failed'
