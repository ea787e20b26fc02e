import { stackOfVolume } from '../../../../contract/volume-stack.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Facts } from '../../../components/facts.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Section } from '../../../components/section.tsx'
import { SizesNote } from '../../../components/sizes-note.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, moment, size } from '../../../lib/format.ts'
import { Pairs } from '../../inspect/index.ts'
import { driverWords } from '../list/cells.tsx'
import { useOrigins } from '../use-origins.ts'
import { useVolumeSizes } from '../use-sizes.ts'
import { Detail } from './detail.tsx'
import type { TabProps } from './tabs.ts'

/** What a volume is. */
export function Overview({ engine, volume, users }: TabProps) {
  const measured = useVolumeSizes(engine)
  const bytes = measured.sizes?.get(volume.id)
  const stack = stackOfVolume(volume)
  const origin = useOrigins(engine, [volume])?.[volume.id]
  return (
    <Detail engine={engine} volume={volume}>
      {({ driver, scope, mountpoint, created, labels, options }) => (
        <Scroller label="Overview">
          <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
            <Section title="Volume" actions={<SizesNote {...measured} />}>
              <Facts
                facts={[
                  { name: 'Name', value: <Copied text={volume.id} label="Copy name" /> },
                  {
                    name: 'Size',
                    value:
                      bytes === undefined ? (
                        'Not measured'
                      ) : (
                        <span title={`${bytes.toLocaleString()} bytes`}>{size(bytes)}</span>
                      ),
                  },
                  { name: 'Driver', value: driverWords(driver, volume.options) },
                  { name: 'Scope', value: scope },
                  { name: 'Created', value: created === undefined ? 'Not said' : <When time={created} /> },
                  ...(stack === undefined ? [] : [{ name: 'Stack', value: stack }]),
                  { name: 'Used by', value: <Users users={users} /> },
                  ...(mountpoint === ''
                    ? []
                    : [{ name: 'On the engine', value: <Copied text={mountpoint} label="Copy path" /> }]),
                ]}
              />
              {volume.anonymous ? (
                <p className="text-ink-2">
                  It has no name of its own: a container was run with a volume and did not say which. The engine removes
                  it with that container where “-v” or “--rm” is said.
                  {origin ? ` It was made for ${origin.container}, of ${origin.image}, at ${origin.path}.` : ''}
                </p>
              ) : null}
            </Section>
            <Pairs title="Options" pairs={options.map(masked)} none="The driver was told nothing." />
            <Pairs title="Labels" pairs={labels} none="No labels." />
          </div>
        </Scroller>
      )}
    </Detail>
  )
}

/** A password among the options of a mount is not for a glance; the Inspect tab has all. */
const masked = ({ key, value }: { key: string; value: string }) => ({
  key,
  value: value.replace(/(^|,)(pass(?:word)?)=[^,]*/g, '$1$2=•••'),
})

function Users({ users }: Pick<TabProps, 'users'>) {
  if (users.length === 0) return 'No container'
  return (
    <ul>
      {users.map(({ container, path, writable }) => (
        <li key={`${container.id} ${path}`}>
          <a href={`#/containers/${encodeURIComponent(container.id)}`} className="text-accent hover:underline">
            {container.name}
          </a>{' '}
          <span className="text-ink-3">
            at {path}
            {writable ? '' : ', read-only'}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Copied({ text, label }: { text: string; label: string }) {
  return (
    <span className="flex items-start gap-1">
      <code className="wrap-anywhere min-w-0 font-mono text-sm leading-6">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  )
}

function When({ time }: { time: number }) {
  const text = useNow((now) => ago(time, now))
  return (
    <time dateTime={new Date(time).toISOString()} className="tnum">
      {moment(time)} ({text})
    </time>
  )
}
