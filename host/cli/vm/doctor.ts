import type { VmMountReport, VmMountSpeed } from '../../../contract/index.ts'
import { vmMountReport } from '../../../contract/vm.ts'
import { stateFolder } from '../../log.ts'
import { type Finding, findHypervisor, installHypervisor, VmClient, VmError, type VmFolder } from '../../vm/index.ts'
import { plain } from '../say.ts'
import type { VmArguments } from './options.ts'
import { vmPlaces } from './places.ts'
import { failureLines, size } from './print.ts'

/** Tries all that a VM needs and says what is wrong; gives 1 when something is. */
export async function vmDoctor(folder: VmFolder, state: string, given: VmArguments): Promise<number> {
  const { json, install, mount } = given
  if (mount !== undefined) return await tryMount(folder, mount, json)
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

async function tryMount(folder: VmFolder, path: string, json: boolean): Promise<number> {
  const client = await VmClient.open(folder, stateFolder(), vmPlaces())
  try {
    const report = vmMountReport.parse(await client.do({ do: 'try-mount', path }))
    process.stdout.write(`${json ? JSON.stringify(report) : plain(mountLines(report))}\n`)
    return 0
  } finally {
    client.close()
  }
}

function mountLines({ path, folder, volume, heardAfter, readonly, advice }: VmMountReport): string {
  const speed = ({ write, read, files }: VmMountSpeed) =>
    `writes ${size(write)}/s, reads ${size(read)}/s, makes ${Math.round(files)} files/s`
  const heard = heardAfter === undefined ? 'not heard of' : `heard of after ${Math.round(heardAfter)} ms`
  return [
    path,
    ...(folder ? [`  this folder  ${speed(folder)}`] : []),
    `  a volume     ${speed(volume)}`,
    ...(readonly ? [] : [`  changes      ${heard}`]),
    ...advice.map((text) => `  ${text}`),
  ].join('\n')
}
