import { createInterface } from 'node:readline/promises'
import { z } from 'zod'
import { EngineClient, parseEndpoint } from '../../engine/index.ts'
import type { VmClient, VmFolder } from '../../vm/index.ts'
import { plain } from '../say.ts'
import type { VmArguments } from './options.ts'
import { size } from './print.ts'

const bytes = z.number().nonnegative().catch(0)
const usage = z.object({
  Images: z.array(z.object({ RepoTags: z.array(z.string()).nullish(), Id: z.string(), Size: bytes })).nullish(),
  Containers: z.array(z.object({ Names: z.array(z.string()), Image: z.string(), SizeRw: bytes.optional() })).nullish(),
  Volumes: z.array(z.object({ Name: z.string(), UsageData: z.object({ Size: bytes }).nullish() })).nullish(),
})

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

/** One line for each image, container and volume. */
async function lost(address: string | undefined): Promise<string[]> {
  if (address === undefined) {
    return ['It does not run, so what is in it can’t be listed. To see that first: `slipway vm start`']
  }
  const engine = new EngineClient(parseEndpoint(address))
  try {
    const { Images, Containers, Volumes } = await engine.json(usage, 'GET', '/system/df', { timeout: 60_000 })
    const section = (title: string, lines: string[]) => (lines.length > 0 ? [title, ...lines] : [`${title} none`])
    return [
      ...section(
        'Volumes:',
        (Volumes ?? []).map((one) => `  ${one.Name}  ${size(one.UsageData?.Size ?? 0)}`),
      ),
      ...section(
        'Containers:',
        (Containers ?? []).map(
          (one) => `  ${one.Names.join(', ').replaceAll('/', '')}  ${one.Image}  ${size(one.SizeRw ?? 0)}`,
        ),
      ),
      ...section(
        'Images:',
        (Images ?? []).map((one) => `  ${one.RepoTags?.join(', ') || one.Id}  ${size(one.Size)}`),
      ),
    ]
  } catch (error) {
    return [`What is in it could not be listed: ${error instanceof Error ? error.message : String(error)}`]
  } finally {
    engine.close()
  }
}
