import { createInterface } from 'node:readline/promises'
import { lossOf, type VmClient, type VmFolder } from '../../vm/index.ts'
import { plain } from '../say.ts'
import type { VmArguments } from './options.ts'
import { size } from './print.ts'

/** Says item by item what a reset takes away, and asks; gives whether it is to be done. */
export async function reset(client: VmClient, folder: VmFolder, { name, yes, json }: VmArguments): Promise<boolean> {
  await client.do({ do: 'look' }).catch(() => {})
  const status = await client.status()
  const say = (text: string) => process.stderr.write(`${plain(text)}\n`)
  if (!json) {
    for (const line of await lost(status.state.state === 'running' ? status.address : undefined)) say(line)
    say(
      `In all ${size(status.diskUsed)} on this computer, at ${folder.data}; kept as a restore point until you forget it.`,
    )
  }
  if (yes) return true
  if (!process.stdin.isTTY) {
    say('Nothing was done: nobody is here to ask. Say --yes if you mean it.')
    return false
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await lines.question(`Type “${name}” to begin with an empty disk: `)
    return answer.trim() === name
  } finally {
    lines.close()
  }
}

/** One line for each volume, container and image. */
async function lost(address: string | undefined): Promise<string[]> {
  if (address === undefined) {
    return ['It does not run, so what is in it can’t be listed. To see that first: `slipway vm start`']
  }
  try {
    const all = await lossOf(address)
    return all.length === 0
      ? ['There is nothing in it.']
      : all.map(({ kind, name, bytes }) => `  ${kind.padEnd(10)}${size(bytes).padEnd(12)}${name}`)
  } catch (error) {
    return [`What is in it could not be listed: ${error instanceof Error ? error.message : String(error)}`]
  }
}
