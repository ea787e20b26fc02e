import { join } from 'node:path'
import { vmMountReport } from '../../contract/vm.ts'
import { vmCommand, vmResizeCommand } from '../../contract/vm-commands.ts'
import { LOG_NAME } from '../log.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { tailLog } from './log-tail.ts'
import { lossOf } from './loss.ts'
import { mend } from './mend.ts'

/** Bytes of a log that are shown; the rest is in its file. */
const LOG_BYTES = 256 * 1024

/** The words of `slipway vm` that do the same as an action of the contract. */
const WORDS = { 'set-disk-aside': ['repair', '--set-aside'], 'make-restore-point': ['restore', '--make'] } as const

/** What is done to a machine is remembered beside what is done to its engine. */
const deedOf = (name: string) => `vm:${name}`

export const vmRouter = {
  watch: os.vm.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.vms.watch(signal), signal),
  ),
  start: os.vm.start.handler(async ({ context: { vms, activity }, input: { name, repair, cold } }) => {
    const command = vmCommand(name, repair ? 'repair' : 'start', ...(cold && !repair ? ['--cold'] : []))
    return await activity.record(deedOf(name), command, async () => {
      await vms.do(name, { do: 'start', stay: false, repair, cold })
      return { command }
    })
  }),
  act: os.vm.act.handler(async ({ context: { vms, activity }, input: { name, action } }) => {
    const [word, ...options] =
      action === 'set-disk-aside' || action === 'make-restore-point' ? WORDS[action] : ([action] as const)
    const command = vmCommand(name, word, ...options)
    return await activity.record(deedOf(name), command, async () => {
      if (action === 'restart') {
        const { stays } = vms.status(name)
        await vms.do(name, { do: 'stop' })
        await vms.do(name, { do: 'start', stay: stays })
      } else await vms.do(name, { do: action === 'make-restore-point' ? 'keep' : action })
      return { command }
    })
  }),
  tryMount: os.vm.tryMount.handler(async ({ context: { vms }, input: { name, path } }) => ({
    report: vmMountReport.parse(await vms.do(name, { do: 'try-mount', path })),
    command: vmCommand(name, 'doctor', '--mount', path),
  })),
  trim: os.vm.trim.handler(async ({ context: { vms, activity }, input: { name } }) => {
    const command = vmCommand(name, 'trim')
    return await activity.record(deedOf(name), command, async () => ({
      bytes: Number(await vms.do(name, { do: 'trim' })),
      command,
    }))
  }),
  change: os.vm.change.handler(async ({ context: { vms, activity }, input: { name, settings } }) => {
    const command = vmResizeCommand(name, settings)
    return await activity.record(deedOf(name), command, async () => {
      await vms.do(name, { do: 'change', settings })
      return { command }
    })
  }),
  restore: os.vm.restore.handler(async ({ context: { vms, activity }, input: { name, point } }) => {
    const command = vmCommand(name, 'restore', point)
    return await activity.record(deedOf(name), command, async () => {
      await vms.do(name, { do: 'restore', point })
      return { command }
    })
  }),
  forget: os.vm.forget.handler(async ({ context: { vms, activity }, input: { name, point } }) => {
    const command = vmCommand(name, 'restore', point, '--forget')
    return await activity.record(deedOf(name), command, async () => {
      await vms.do(name, { do: 'forget', point })
      return { command }
    })
  }),
  loss: os.vm.loss.handler(async ({ context, input: { name } }) => await lossOf(context.vms.status(name).address)),
  mend: os.vm.mend.handler(({ context: { vms, jobs, activity }, input: { name, mend: kind } }) => {
    const status = vms.status(name)
    const mends = status.state.state === 'crashed' ? status.state.failure.mends : []
    const { label = 'Start', command = vmCommand(name, 'start') } = mends.find((one) => one.kind === kind) ?? {}
    const plan = { engine: deedOf(name), kind: 'vm' as const, title: label, command }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, (report, signal) =>
        activity.record(
          deedOf(name),
          command,
          async () => {
            await mend({ vms, status, kind, signal, tell: (line) => report.doing(line) })
            return {}
          },
          { signal },
        ),
      )
    return { job, command }
  }),
  followLog: os.vm.followLog.handler(({ context, input: { name, log, stream }, signal }) => {
    const { services, console, complaints, path } = context.vms.folder(name)
    const file = { services, console, hypervisor: complaints, keeper: join(path, LOG_NAME) }[log]
    const options = { bytes: LOG_BYTES, follow: true, ...(signal && { signal }) }
    return metered(context, stream, tailLog(file, options), signal)
  }),
}
