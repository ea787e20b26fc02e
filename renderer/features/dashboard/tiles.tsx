import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Dashboard, DiskTrend } from '../../../contract/index.ts'
import { count, cpu, memory, size } from '../../lib/format.ts'
import { rate } from '../stats/index.ts'
import { DiskLine } from './disk-line.tsx'
import { trendWords } from './trend.ts'

/** The engine’s totals, one box each. */
export function Tiles({ dashboard: { totals, disk } }: { dashboard: Dashboard }) {
  const { containers, running, images, volumes, networks, cores, memoryTotal, usage = {} } = totals
  const idle = running === 0
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))] gap-3">
      <Tile
        name={
          <Link to="/containers" className="hover:underline">
            Running
          </Link>
        }
        value={`${running.toLocaleString()} of ${containers.toLocaleString()}`}
        note={`${count(images, 'image')}, ${count(volumes, 'volume')}, ${count(networks, 'network')}`}
      />
      <Tile
        name="CPU"
        value={usage.cpu === undefined ? missing(idle) : cpu(usage.cpu)}
        note={cores > 0 ? `of one core; there are ${cores}` : 'of one core'}
        share={cores > 0 && usage.cpu !== undefined ? usage.cpu / (cores * 100) : undefined}
      />
      <Tile
        name="Memory"
        value={usage.memory === undefined ? missing(idle) : memory(usage.memory)}
        note={memoryTotal > 0 ? `of ${memory(memoryTotal)}` : undefined}
        share={memoryTotal > 0 && usage.memory !== undefined ? usage.memory / memoryTotal : undefined}
      />
      <Tile
        name="Network"
        value={usage.rx === undefined ? missing(idle) : rate(usage.rx)}
        note={usage.tx === undefined ? 'received' : `received; ${rate(usage.tx)} sent`}
      />
      <DiskTile disk={disk} />
    </dl>
  )
}

/** While nothing runs there is nothing to measure; else it is on its way. */
function missing(idle: boolean): string {
  return idle ? '–' : '…'
}

function DiskTile({ disk }: { disk: DiskTrend }) {
  const name = (
    <Link to="/disk" className="hover:underline">
      Disk free
    </Link>
  )
  if (disk.kind === 'unknown')
    return <Tile name={name} value="–" note="The engine does not tell; see what takes room" />
  const { free, total } = disk
  return (
    <Tile
      name={name}
      value={size(free)}
      note={`of ${size(total)}${trendWords(disk)}`}
      share={total > 0 ? 1 - free / total : undefined}
      aside={<DiskLine history={disk.history} />}
    />
  )
}

type TileProps = { name: ReactNode; value: string; note?: ReactNode; share?: number | undefined; aside?: ReactNode }

/** From these shares on a bar is yellow, and red. */
const HIGH = 0.8
const FULL = 0.93

function Tile({ name, value, note, share, aside }: TileProps) {
  return (
    <div className="relative flex min-h-24 min-w-0 flex-col rounded-lg border border-line bg-surface px-3.5 py-2.5">
      <dt className="text-ink-2">{name}</dt>
      <dd className="mt-0.5 flex items-center gap-2">
        <span className="tnum min-w-0 flex-1 truncate font-semibold text-xl">{value}</span>
        {aside}
      </dd>
      {note ? <dd className="tnum text-ink-3 text-sm">{note}</dd> : null}
      {share === undefined ? null : (
        <dd aria-hidden className="mt-auto pt-1.5">
          <span className="block h-1 overflow-hidden rounded-full bg-pressed">
            <span
              className={clsx(
                'block h-full rounded-full',
                share >= FULL ? 'bg-bad-dot' : share >= HIGH ? 'bg-warn-dot' : 'bg-accent-fill',
              )}
              style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }}
            />
          </span>
        </dd>
      )}
    </div>
  )
}
