import { Clock, Download, TextWrap } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Container } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Select } from '../../components/select.tsx'
import { keepSettings } from '../../lib/keep-settings.ts'
import { useSettings } from '../../lib/settings.ts'
import { downloadLog } from './download-log.ts'
import { RANGES, type RangeName } from './range.ts'

type ToolbarProps = {
  engine: string
  container: Container
  range: RangeName
  onRange: (range: RangeName) => void
  /** The lines that are loaded, as text. */
  text: () => string
  search: ReactNode
}

const TOGGLE = 'aria-pressed:bg-accent-soft aria-pressed:text-accent'

/** What can be done with a log. */
export function Toolbar({ engine, container, range, onRange, text, search }: ToolbarProps) {
  const { logs } = useSettings()
  const [downloading, setDownloading] = useState(false)
  const keep = (change: Partial<typeof logs>) => keepSettings({ logs: { ...logs, ...change } })
  const download = async () => {
    setDownloading(true)
    await downloadLog(engine, container, logs.timestamps)
    setDownloading(false)
  }
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-2 border-line border-b px-4 py-2">
      {search}
      <div className="flex-1" />
      <Select label="Lines shown" hideLabel value={range} options={RANGES} onChange={onRange} className="mr-1" />
      <Button
        look="quiet"
        aria-pressed={logs.timestamps}
        className={TOGGLE}
        onClick={() => keep({ timestamps: !logs.timestamps })}
      >
        <Clock aria-hidden />
        Timestamps
      </Button>
      <Button look="quiet" aria-pressed={logs.wrap} className={TOGGLE} onClick={() => keep({ wrap: !logs.wrap })}>
        <TextWrap aria-hidden />
        Wrap
      </Button>
      <CopyButton label="Copy loaded lines" text={text} />
      <Button look="quiet" disabled={downloading} onClick={() => void download()}>
        <Download aria-hidden />
        Download all
      </Button>
    </div>
  )
}
