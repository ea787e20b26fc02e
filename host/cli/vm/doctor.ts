import { type Finding, findHypervisor, installHypervisor, VmClient, VmError, type VmFolder } from '../../vm/index.ts'
import { plain } from '../say.ts'
import type { VmArguments } from './options.ts'
import { vmPlaces } from './places.ts'
import { failureLines } from './print.ts'

/** Tries all that a VM needs and says what is wrong; gives 1 when something is. */
export async function vmDoctor(folder: VmFolder, state: string, { json, install }: VmArguments): Promise<number> {
  if (install) await installHypervisor(process.stdin.isTTY, (line) => process.stderr.write(`${plain(line)}\n`))
  const findings = await findHypervisor(folder, state, vmPlaces())
  findings.push(await engineOf(folder))
  if (json) process.stdout.write(`${JSON.stringify({ findings })}\n`)
  else for (const one of findings) process.stdout.write(`${lines(one)}\n`)
  return findings.some(({ failure }) => failure !== undefined) ? 1 : 0
}

function lines({ what, found, failure }: Finding): string {
  if (failure === undefined) return plain(`ok      ${what}: ${found}`)
  return `FAILED  ${plain(what)}\n${failureLines(failure).replaceAll(/^/gm, '  ')}`
}

async function engineOf(folder: VmFolder): Promise<Finding> {
  const what = 'The machine'
  const client = await VmClient.find(folder)
  if (client === undefined) return { what, found: 'does not run' }
  try {
    const { state, runBy } = await client.status()
    if (state.state === 'crashed') return { what, found: '', failure: state.failure }
    return { what, found: [state.state, runBy].filter(Boolean).join(', ') }
  } catch (error) {
    if (error instanceof VmError) return { what, found: '', failure: error.failure }
    throw error
  } finally {
    client.close()
  }
}
