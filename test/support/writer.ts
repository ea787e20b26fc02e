import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { endChild } from './end-child.ts'
import type { EngineAccess } from './engine.ts'
import { BUSYBOX } from './image.ts'

/** Writes the next number behind the last, and says it once it is on the disk. Goes on where it was when started anew. */
const SCRIPT = `n=$(tail -n 1 /kept/log 2>/dev/null); n=\${n:-0}
while :; do n=$((n+1)); echo $n | dd of=/kept/log oflag=append conv=notrunc,fsync 2>/dev/null && echo $n; done`

/** Starts the container `writer`, which writes numbered records into the volume `kept` and says each that is synced. */
export async function startWriter(engine: EngineAccess): Promise<void> {
  await engine.docker('run', '-d', '--restart=always', '--name=writer', '-v', 'kept:/kept', BUSYBOX, 'sh', '-c', SCRIPT)
}

/** Every record that the volume has, in its order. */
export async function keptRecords(engine: EngineAccess): Promise<number[]> {
  return (await engine.docker('exec', 'writer', 'cat', '/kept/log')).split('\n').map(Number)
}

/** What the writer acknowledged, as the host hears it. */
export class Acknowledged {
  readonly #child: ChildProcess
  #last = 0

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** Resolves once it has heard of one. */
  static async follow(engine: EngineAccess): Promise<Acknowledged> {
    const child = spawn('docker', ['-H', engine.address, 'logs', '--follow', '--tail', '1', 'writer'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const heard = new Acknowledged(child)
    await new Promise<void>((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        heard.#last = Number(line)
        resolve()
      })
    })
    return heard
  }

  /** Ends, and gives the last number that was heard. */
  async end(): Promise<number> {
    await sleep(200)
    await endChild(this.#child)
    return this.#last
  }
}
