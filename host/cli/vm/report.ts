import type { Host } from '../../index.ts'
import { failureLines, stageText } from './print.ts'

/** Starts the VM where there is no engine, and says on stderr how that goes. */
export async function engineOfOurOwn(host: Host, signal: AbortSignal): Promise<void> {
  if (!host.engines.none) return
  const saying = say(host, signal)
  // Whoever waits for it hears of its end; after a start that failed nobody does.
  saying.catch(() => {})
  if (!(await host.startVm())) {
    process.stderr.write('This computer has no engine, and this Slipway has no virtual machine that could bring one.\n')
  }
  await saying
}

async function say(host: Host, signal: AbortSignal): Promise<void> {
  let said = ''
  for await (const all of host.vms.watch(signal)) {
    const status = all.find(({ name }) => name === 'default')
    if (status === undefined) continue
    const { state } = status
    const text =
      state.state === 'starting'
        ? `Slipway’s virtual machine: ${stageText(state.stage)}…`
        : state.state === 'running'
          ? 'Slipway’s virtual machine: its engine answers.'
          : state.state === 'crashed'
            ? failureLines(state.failure)
            : ''
    if (text !== said && text !== '') process.stderr.write(`${text}\n`)
    said = text
  }
}
