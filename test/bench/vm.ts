import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ownArchitecture } from '../../host/vm/places.ts'
import { startEngine } from '../support/engine.ts'
import { KeptVm } from '../support/kept-vm.ts'
import { TestVm, testImage } from '../support/vm.ts'
import { prepareImage } from '../support/vm-setup.ts'
import { type Figure, median, timed } from './figure.ts'

const ROUNDS = 5
const MIB = 1024 ** 2
/** What a machine that has just started still does is over by then, and the keeper has measured it since. */
const SETTLE_MS = 30_000

/**
 * A virtual machine’s starts: from the beginning, against the same kernel’s bare boot to its first process and a dockerd’s
 * own start on this computer; and from its saved state, against that. And what it takes while nobody needs it.
 */
export async function vmBench(): Promise<Figure[]> {
  if (!(await prepareImage(ownArchitecture))) throw new Error('There can be no virtual machine here.')
  const [bare, dockerd] = [await bareBoots(), await dockerdStarts()]
  const vm = await KeptVm.make()
  try {
    await vm.slipway('resize', '--memory', '1g', '--cpus', '2', '--disk', '8g')
    // Makes its disk, and tries what runs it fastest.
    await vm.slipway('start')
    const [cold, resumed]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      await vm.slipway('stop')
      await vm.slipway('start')
      cold.push(await startTook(vm))
      await vm.slipway('save')
      await vm.slipway('start')
      resumed.push(await startTook(vm))
    }
    await sleep(SETTLE_MS)
    const { takes } = await vm.status()
    const theirs = bare + dockerd
    console.error(`Bare boot to init ${bare.toFixed(0)} ms, dockerd here ${dockerd.toFixed(0)} ms.`)
    return [
      {
        name: 'Start to /_ping / bare boot of its kernel to init + dockerd’s start here',
        ours: median(cold),
        theirs,
        unit: 'ms',
        goal: { atMost: 2 },
      },
      { name: 'Start to /_ping', ours: median(cold), unit: 'ms', goal: { atMost: 9_000 } },
      {
        name: 'Resume to /_ping / start to /_ping',
        ours: median(resumed),
        theirs: median(cold),
        unit: 'ms',
        goal: { atMost: 0.25 },
      },
      { name: 'Resume to /_ping', ours: median(resumed), unit: 'ms', goal: { atMost: 2_000 } },
      { name: 'Image', ours: (await imageBytes()) / 1e6, unit: 'MB', goal: { atMost: 80 } },
      {
        name: 'Memory here of an idle guest of 1 GiB',
        ours: (takes?.memory ?? Number.NaN) / MIB,
        unit: 'MiB',
        goal: { atMost: 600 },
      },
      { name: 'CPU of an idle guest', ours: takes?.cpu ?? Number.NaN, unit: '%', goal: { atMost: 5 } },
    ]
  } finally {
    await vm.remove()
  }
}

/** Milliseconds that the last start took, as its keeper saw it. */
async function startTook(vm: KeptVm): Promise<number> {
  const { stages } = await vm.status()
  return (stages.at(-1)?.done ?? Number.NaN) - (stages[0]?.since ?? Number.NaN)
}

/** Milliseconds from QEMU’s start to the first word of the guest’s first process. */
async function bareBoots(): Promise<number> {
  const times: number[] = []
  const vm = await TestVm.create(testImage(ownArchitecture), ownArchitecture)
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await vm.start()
      times.push((await vm.word('that its kernel runs', ({ event }) => event === 'stage', 120_000)).after)
      await vm.kill()
    }
  } finally {
    await vm.remove()
  }
  return median(times)
}

/** Milliseconds from a dockerd’s start on this computer to its answer. */
async function dockerdStarts(): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    let stop = async () => {}
    times.push(
      await timed(async () => {
        const engine = await startEngine()
        stop = () => engine.stop()
      }),
    )
    await stop()
  }
  return median(times)
}

async function imageBytes(): Promise<number> {
  const list = z.object({ bytes: z.number() })
  return list.parse(JSON.parse(await readFile(join(testImage(ownArchitecture), 'image.json'), 'utf8'))).bytes
}
