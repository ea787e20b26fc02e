import { useEffect, useRef, useState } from 'react'
import type { VmLog } from '../../../contract/index.ts'
import { plainText } from '../../../contract/plain-text.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Section } from '../../components/section.tsx'
import { Segments } from '../../components/segments.tsx'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { useStream } from '../../lib/stream.ts'

const LOGS: readonly { value: VmLog; label: string }[] = [
  { value: 'services', label: 'Services' },
  { value: 'console', label: 'Console' },
  { value: 'hypervisor', label: 'Hypervisor' },
  { value: 'keeper', label: 'Slipway' },
]
/** Characters that are shown; the whole log is in its file. */
const SHOWN = 256 * 1024

/** The end of one of its logs, and what comes to it. */
export function LogSection({ name }: { name: string }) {
  const [log, setLog] = useState<VmLog>('services')
  const [follow, setFollow] = useState(true)
  const [text, setText] = useState('')
  const box = useRef<HTMLElement>(null)
  const { problem, retry } = useStream(
    `${name} ${log}`,
    (stream, signal) => client.vm.followLog({ name, log, stream }, { signal }),
    {
      begin: () => setText(''),
      item: (part) => setText((before) => `${part.anew ? '' : before}${part.text}`.slice(-SHOWN)),
    },
  )
  const shown = text.split('\n').map(plainText).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end moves when the text grows.
  useEffect(() => {
    if (follow) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [follow, shown])
  return (
    <Section title="Log" actions={<CopyButton text={shown} label="Copy the log" />}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segments label="Which log" value={log} options={LOGS} onChange={setLog} />
        <Switch checked={follow} onChange={setFollow}>
          Follow
        </Switch>
      </div>
      {problem ? <ProblemView problem={problem} onRetry={retry} /> : null}
      <Scroller ref={box} label="The log’s lines" className="h-72 rounded-md border border-line bg-canvas">
        <pre className="wrap-anywhere whitespace-pre-wrap px-3 py-2 font-mono text-sm leading-5">
          {shown === '' ? <span className="text-ink-3">Nothing was written.</span> : shown}
        </pre>
      </Scroller>
    </Section>
  )
}
