import { Link } from '@tanstack/react-router'
import {
  CircleAlert,
  CircleCheck,
  HardDrive,
  HeartCrack,
  type LucideIcon,
  MemoryStick,
  RotateCw,
  VideoOff,
} from 'lucide-react'
import type { Attention, Remedy } from '../../../contract/index.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { Section } from '../../components/section.tsx'
import { useNow } from '../../lib/clock.ts'
import { useInventory } from '../../lib/inventory.ts'
import { cleanUp } from '../disk/index.ts'
import { editContainer } from '../edit/index.ts'
import { attentionSubject, attentionWords } from './attention-words.ts'

const ICONS: Record<Attention['kind'], LucideIcon> = {
  restartLoop: RotateCw,
  oom: MemoryStick,
  unhealthy: HeartCrack,
  failed: CircleAlert,
  disk: HardDrive,
  recorder: VideoOff,
}

type AttentionListProps = { engine: string; items: readonly Attention[]; disabled: boolean }

/** What needs a person, the worst first, each with what to do about it. */
export function AttentionList({ engine, items, disabled }: AttentionListProps) {
  return (
    <Section title={items.length > 0 ? `Needs attention (${items.length})` : 'Needs attention'}>
      {items.length === 0 ? (
        <p className="flex items-center gap-2 text-ink-2">
          <CircleCheck className="size-4 shrink-0 text-good" aria-hidden />
          Nothing: no restart loop, no lack of memory, no failed health check, no end with an error.
        </p>
      ) : (
        <ul className="-my-1 flex flex-col divide-y divide-line/60">
          {items.map((item) => (
            <AttentionRow
              key={`${item.kind} ${'container' in item ? item.container : ''}`}
              engine={engine}
              item={item}
              disabled={disabled}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}

function AttentionRow({ engine, item, disabled }: { engine: string; item: Attention; disabled: boolean }) {
  const Icon = ICONS[item.kind]
  const words = useNow((now) => attentionWords(item, now))
  const of = 'container' in item ? item.container : undefined
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-1.5">
      <Icon className="mt-0.5 size-4 shrink-0 self-start text-bad" aria-hidden />
      <p className="wrap-anywhere min-w-0 flex-1 basis-32">
        {of === undefined ? (
          <span className="font-medium">{attentionSubject(item)}</span>
        ) : (
          <Link to="/containers/$id" params={{ id: of }} className="font-medium hover:underline">
            {attentionSubject(item)}
          </Link>
        )}{' '}
        <span className="text-ink-2">{words}</span>
      </p>
      <span className="flex flex-wrap gap-1.5">
        {of !== undefined && item.remedy.kind !== 'story' ? (
          <Link
            to="/what-happened"
            search={{ container: of }}
            aria-label={`What happened to ${attentionSubject(item)}?`}
            className={buttonClass('quiet', 'small')}
          >
            What happened?
          </Link>
        ) : null}
        <RemedyButton engine={engine} remedy={item.remedy} whom={attentionSubject(item)} disabled={disabled} />
      </span>
    </li>
  )
}

type RemedyButtonProps = { engine: string; remedy: Remedy; whom: string; disabled: boolean }

/** The way to do something about it. */
function RemedyButton({ engine, remedy, whom, disabled }: RemedyButtonProps) {
  const look = buttonClass('plain', 'small')
  const known = useInventory(engine, ({ containers }) => containers.byId)
  switch (remedy.kind) {
    case 'story':
      return (
        <Link
          to="/what-happened"
          search={{ run: remedy.incarnation }}
          aria-label={`What happened to ${whom}?`}
          className={look}
        >
          What happened?
        </Link>
      )
    case 'logs':
      return (
        <Link
          to="/containers/$id"
          params={{ id: remedy.container }}
          search={{ tab: 'logs' }}
          aria-label={`Logs of ${whom}`}
          className={look}
        >
          Logs
        </Link>
      )
    case 'limits': {
      const container = known.get(remedy.container)
      if (!container) return null
      return (
        <Button
          size="small"
          disabled={disabled}
          aria-label={`Change limits of ${whom}`}
          onClick={() => editContainer('limits', engine, container)}
        >
          Change limits…
        </Button>
      )
    }
    case 'cleanUp':
      return (
        <Button size="small" disabled={disabled} onClick={() => cleanUp(engine)}>
          Clean up…
        </Button>
      )
    case 'recorderSettings':
      return (
        <Link to="/settings" className={look}>
          Recorder settings
        </Link>
      )
  }
}
