import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { commandLine } from '../../contract/shell.ts'
import { vmMountReport } from '../../contract/vm.ts'
import { LOG_NAME } from '../log.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { lossOf } from './loss.ts'
import { mend } from './mend.ts'

/** Bytes of a log that are shown; the rest is in its file. */
const LOG_BYTES = 256 * 1024

const spell = (name: string, ...words: string[]) =>
  commandLine(['slipway', 'vm', ...words, ...(name === 'default' ? [] : ['--name', name])])

/** The words of `slipway vm` that do the same as an action of the contract. */
const WORDS = { 'set-disk-aside': ['repair', '--set-aside'], 'make-restore-point': ['restore', '--make'] } as const

export const vmRouter = {
  watch: os.vm.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.vms.watch(signal), signal),
  ),
  start: os.vm.start.handler(async ({ context, input: { name, repair, cold } }) => {
    await context.vms.do(name, { do: 'start', stay: false, repair, cold })
    return { command: spell(name, 'start', ...(cold ? ['--cold'] : [])) }
  }),
  act: os.vm.act.handler(async ({ context: { vms }, input: { name, action } }) => {
    if (action === 'restart') {
      const { stays } = vms.status(name)
      await vms.do(name, { do: 'stop' })
      await vms.do(name, { do: 'start', stay: stays })
    } else await vms.do(name, { do: action === 'make-restore-point' ? 'keep' : action })
    const words = action === 'set-disk-aside' || action === 'make-restore-point' ? WORDS[action] : [action]
    return { command: spell(name, ...words) }
  }),
  tryMount: os.vm.tryMount.handler(async ({ context, input: { name, path } }) => ({
    report: vmMountReport.parse(await context.vms.do(name, { do: 'try-mount', path })),
    command: spell(name, 'doctor', '--mount', path),
  })),
  trim: os.vm.trim.handler(async ({ context, input: { name } }) => ({
    bytes: Number(await context.vms.do(name, { do: 'trim' })),
    command: spell(name, 'trim'),
  })),
  change: os.vm.change.handler(async ({ context, input: { name, settings } }) => {
    await context.vms.do(name, { do: 'change', settings })
    const { cpus, memory, disk, shares } = settings
    const given = { '--cpus': cpus, '--memory': memory, '--disk': disk }
    const words = Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [key, String(value)]))
    const folders =
      shares?.length === 0 ? ['none'] : shares?.map(({ path, readonly }) => (readonly ? `${path}:ro` : path))
    for (const folder of folders ?? []) words.push('--share', folder)
    return { command: spell(name, 'resize', ...words) }
  }),
  restore: os.vm.restore.handler(async ({ context, input: { name, point } }) => {
    await context.vms.do(name, { do: 'restore', point })
    return { command: spell(name, 'restore', point) }
  }),
  forget: os.vm.forget.handler(async ({ context, input: { name, point } }) => {
    await context.vms.do(name, { do: 'forget', point })
    return { command: spell(name, 'restore', point, '--forget') }
  }),
  loss: os.vm.loss.handler(async ({ context, input: { name } }) => await lossOf(context.vms.status(name).address)),
  mend: os.vm.mend.handler(async ({ context: { vms }, input: { name, mend: kind }, signal }) => {
    const status = vms.status(name)
    await mend({ vms, status, kind, places: vms.places, signal, tell: () => {} })
    const mends = status.state.state === 'crashed' ? status.state.failure.mends : []
    return { command: mends.find((one) => one.kind === kind)?.command ?? spell(name, 'start') }
  }),
  log: os.vm.log.handler(async ({ context, input: { name, log } }) => {
    const { services, console, complaints, path } = context.vms.folder(name)
    const file = { services, console, hypervisor: complaints, keeper: join(path, LOG_NAME) }[log]
    return { text: await endOf(file) }
  }),
}

async function endOf(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined)
  // It was never started.
  if (file === undefined) return ''
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - LOG_BYTES)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
    return buffer.subarray(0, bytesRead).toString('utf8')
  } finally {
    await file.close()
  }
}
