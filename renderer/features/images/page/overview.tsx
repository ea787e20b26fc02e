import type { ReactNode } from 'react'
import type { ImageDetail } from '../../../../contract/index.ts'
import { commandLine } from '../../../../contract/shell.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Facts } from '../../../components/facts.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Section } from '../../../components/section.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, duration, moment, shortId, size } from '../../../lib/format.ts'
import { Pairs } from '../../inspect/index.ts'
import { Detail } from './detail.tsx'
import type { TabProps } from './tabs.ts'

/** What an image is, and how a container of it begins. */
export function Overview({ engine, image, name }: TabProps) {
  return (
    <Detail engine={engine} image={image} name={name}>
      {(detail) => (
        <Scroller label="Overview">
          <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
            <Identity detail={detail} />
            <Section title="What a container of it runs">
              <Facts
                facts={[
                  { name: 'Entrypoint', value: words(detail.entrypoint) },
                  { name: 'Command', value: words(detail.command) },
                  { name: 'Working folder', value: code(detail.workingDir || '/') },
                  { name: 'User', value: detail.user || 'root' },
                  { name: 'Ports', value: list(detail.ports, 'None exposed') },
                  { name: 'Volumes', value: list(detail.volumes, 'None') },
                  ...(detail.stopSignal ? [{ name: 'Stop signal', value: detail.stopSignal }] : []),
                  ...(detail.shell.length > 0 ? [{ name: 'Shell', value: words(detail.shell) }] : []),
                  { name: 'Health check', value: healthcheck(detail.healthcheck) },
                  ...(detail.onBuild.length > 0 ? [{ name: 'On build', value: list(detail.onBuild, '') }] : []),
                ]}
              />
            </Section>
            <Pairs title="Environment" pairs={detail.environment} none="No variables." hideSecrets />
            <Pairs title="Labels" pairs={detail.labels} none="No labels." />
          </div>
        </Scroller>
      )}
    </Detail>
  )
}

function Identity({ detail }: { detail: ImageDetail }) {
  const { id, tags, digests, platform, created, author, comment, parent } = detail
  return (
    <Section title="Image">
      <Facts
        facts={[
          { name: 'Names', value: list(tags, 'None') },
          { name: 'Platform', value: platform || '–' },
          { name: 'ID', value: copied(id, shortId(id), 'Copy ID') },
          { name: 'Size', value: <span title={`${detail.size.toLocaleString()} bytes`}>{size(detail.size)}</span> },
          { name: 'Created', value: created === undefined ? 'Not said' : <When time={created} /> },
          ...(author ? [{ name: 'Author', value: author }] : []),
          ...(comment ? [{ name: 'Comment', value: comment }] : []),
          ...(parent === undefined
            ? []
            : [
                {
                  name: 'Made from',
                  value: copied(parent, shortId(parent), 'Copy the parent’s ID'),
                },
              ]),
        ]}
      />
      {digests.length > 0 ? (
        <div>
          <h3 className="text-ink-3">Digests in registries</h3>
          <ul className="mt-1">
            {digests.map((digest) => (
              <li key={digest}>{copied(digest, digest, `Copy ${digest}`)}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </Section>
  )
}

function copied(text: string, shown: string, label: string): ReactNode {
  return (
    <span className="flex items-center gap-1">
      <code className="wrap-anywhere min-w-0 font-mono text-sm">{shown}</code>
      <CopyButton text={text} label={label} className="-my-1 size-6" />
    </span>
  )
}

function When({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  return (
    <time dateTime={new Date(time).toISOString()}>
      {moment(time)} <span className="text-ink-3">({text})</span>
    </time>
  )
}

function words(given: readonly string[]): ReactNode {
  return given.length === 0 ? <span className="text-ink-3">None</span> : code(commandLine(given))
}

function list(given: readonly string[], none: string): ReactNode {
  if (given.length === 0) return <span className="text-ink-3">{none}</span>
  return (
    <ul>
      {given.map((one) => (
        <li key={one}>{code(one)}</li>
      ))}
    </ul>
  )
}

const code = (text: string): ReactNode => <code className="wrap-anywhere font-mono text-sm">{text}</code>

function healthcheck(check: ImageDetail['healthcheck']): ReactNode {
  if (!check) return <span className="text-ink-3">None</span>
  const [how = '', ...rest] = check.test
  if (how === 'NONE') return 'Switched off'
  const times = [
    check.interval > 0 ? `every ${duration(check.interval)}` : '',
    check.timeout > 0 ? `${duration(check.timeout)} to answer` : '',
    check.startPeriod > 0 ? `${duration(check.startPeriod)} to start` : '',
    check.retries > 0 ? `${check.retries} tries` : '',
  ].filter(Boolean)
  return (
    <>
      {code(how === 'CMD-SHELL' ? rest.join(' ') : commandLine(rest))}
      {times.length > 0 ? <p className="text-ink-3 text-sm">{times.join(', ')}</p> : null}
    </>
  )
}
