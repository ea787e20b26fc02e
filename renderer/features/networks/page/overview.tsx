import type { ReactNode } from 'react'
import type { NetworkDetail } from '../../../../contract/index.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Facts } from '../../../components/facts.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Section } from '../../../components/section.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, moment, shortId } from '../../../lib/format.ts'
import { Members } from './containers-tab.tsx'
import { Detail } from './detail.tsx'
import type { TabProps } from './tabs.ts'

/** How a network is made, and who is on it. */
export function Overview(props: TabProps) {
  return (
    <Detail {...props}>
      {(detail) => (
        <Scroller label="Overview">
          <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
            <General {...props} detail={detail} />
            <Addresses detail={detail} />
            <Section title="Containers">
              <Members {...props} detail={detail} />
            </Section>
            <Pairs title="Options" pairs={detail.options} />
            <Pairs title="Labels" pairs={detail.labels} />
          </div>
        </Scroller>
      )}
    </Detail>
  )
}

function General({ network, detail }: TabProps & { detail: NetworkDetail }) {
  const { id, driver, scope, internal, attachable, ipv6, created, stack } = network
  return (
    <Section title="Network">
      <Facts
        facts={[
          { name: 'Driver', value: driver },
          { name: 'Scope', value: scope },
          { name: 'Way out', value: internal ? 'None: it is internal' : outWords(network) },
          { name: 'Attachable', value: attachable ? 'Yes' : 'No' },
          { name: 'IPv6', value: ipv6 ? 'Yes' : 'No' },
          { name: 'DNS', value: network.builtIn ? 'No: found by address alone' : 'Containers find each other by name' },
          {
            name: 'ID',
            value: (
              <span className="flex items-center gap-1">
                <code className="font-mono text-sm">{shortId(id)}</code>
                <CopyButton text={id} label="Copy ID" className="-my-1 size-6" />
              </span>
            ),
          },
          ...(created > 0 ? [{ name: 'Created', value: <When time={created} /> }] : []),
          ...(stack === undefined ? [] : [{ name: 'Stack', value: stack }]),
          ...(detail.configFrom === undefined ? [] : [{ name: 'Settings from', value: detail.configFrom }]),
        ]}
      />
    </Section>
  )
}

function outWords({ driver }: TabProps['network']): string {
  if (driver === 'host') return 'The computer’s own network'
  if (driver === 'null') return 'None at all'
  return 'Yes'
}

function When({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  return (
    <time dateTime={new Date(time).toISOString()} title={moment(time)}>
      {text}
    </time>
  )
}

function Addresses({ detail: { ipam } }: { detail: NetworkDetail }) {
  return (
    <Section title="Addresses">
      {ipam.subnets.length === 0 ? <p className="text-ink-3">It has no addresses of its own.</p> : null}
      {ipam.subnets.map(({ subnet, gateway, range, reserved }) => (
        <Facts
          key={subnet}
          facts={[
            { name: 'Subnet', value: <Mono>{subnet}</Mono> },
            { name: 'Gateway', value: gateway === undefined ? '–' : <Mono>{gateway}</Mono> },
            ...(range === undefined ? [] : [{ name: 'IP range', value: <Mono>{range}</Mono> }]),
            ...reserved.map(({ key, value }) => ({ name: 'Reserved', value: <Mono>{`${key} ${value}`}</Mono> })),
          ]}
        />
      ))}
      {ipam.driver !== '' && ipam.driver !== 'default' ? (
        <Facts facts={[{ name: 'IPAM driver', value: ipam.driver }]} />
      ) : null}
    </Section>
  )
}

function Mono({ children }: { children: ReactNode }) {
  return <code className="wrap-anywhere font-mono text-sm">{children}</code>
}

function Pairs({ title, pairs }: { title: string; pairs: NetworkDetail['labels'] }) {
  if (pairs.length === 0) return null
  return (
    <Section title={title}>
      <dl className="flex flex-col gap-1">
        {pairs.map(({ key, value }) => (
          <div key={key} className="flex gap-3 max-sm:flex-col max-sm:gap-0">
            <dt className="wrap-anywhere w-1/2 shrink-0 text-ink-3 max-sm:w-full">{key}</dt>
            <dd className="wrap-anywhere min-w-0 flex-1">{value === '' ? '–' : value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
