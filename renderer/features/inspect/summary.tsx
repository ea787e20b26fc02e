import type { ReactNode } from 'react'
import type { ContainerDetail } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { Facts } from '../../components/facts.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Section } from '../../components/section.tsx'
import { memory } from '../../lib/format.ts'
import { Pairs } from './pairs.tsx'

/** How a container was made, for people. */
export function Summary({ detail }: { detail: ContainerDetail }) {
  const { memoryLimit, cpuLimit, pidsLimit } = detail
  return (
    <Scroller label="Summary">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4 pt-1">
        <Section title="Process">
          <Facts
            facts={[
              { name: 'Entrypoint', value: words(detail.entrypoint) },
              { name: 'Command', value: words(detail.command) },
              { name: 'Working folder', value: code(detail.workingDir || '/') },
              { name: 'User', value: detail.user || 'root' },
              { name: 'Host name', value: detail.hostname },
              { name: 'Terminal', value: detail.tty ? 'Yes' : 'No' },
              { name: 'Standard input', value: detail.stdinOpen ? 'Open' : 'Closed' },
              { name: 'Detach keys', value: detail.detachKeys },
            ]}
          />
        </Section>
        <Section title="Rules">
          <Facts
            facts={[
              { name: 'Restart policy', value: detail.restartPolicy || 'no' },
              { name: 'Remove at exit', value: detail.autoRemove ? 'Yes' : 'No' },
              { name: 'Memory limit', value: memoryLimit > 0 ? memory(memoryLimit) : 'None' },
              { name: 'CPU limit', value: cpuLimit > 0 ? `${cpuLimit} CPUs` : 'None' },
              { name: 'Process limit', value: pidsLimit > 0 ? pidsLimit : 'None' },
              { name: 'Privileged', value: detail.privileged ? 'Yes' : 'No' },
              { name: 'Network mode', value: detail.networkMode },
              { name: 'Log driver', value: detail.logDriver },
            ]}
          />
        </Section>
        <Section title="Image">
          <Facts
            facts={[
              { name: 'Image', value: code(detail.image) },
              { name: 'Image ID', value: code(detail.imageId) },
              { name: 'Platform', value: detail.platform },
            ]}
          />
        </Section>
        <Pairs title="Environment" pairs={detail.environment} none="No variables." hideSecrets />
        <Pairs title="Labels" pairs={detail.labels} none="No labels." />
      </div>
    </Scroller>
  )
}

function words(list: readonly string[]): ReactNode {
  return list.length === 0 ? <span className="text-ink-3">None</span> : code(commandLine(list))
}

function code(text: string): ReactNode {
  return <code className="wrap-anywhere font-mono text-sm">{text}</code>
}
