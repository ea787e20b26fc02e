import { clsx } from 'clsx'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { ImageLayer } from '../../../../contract/index.ts'
import { commandLine } from '../../../../contract/shell.ts'
import { CommandLine } from '../../../components/command-line.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { useNow } from '../../../lib/clock.ts'
import { ago, count, moment, shortId, size } from '../../../lib/format.ts'
import { useSettings } from '../../../lib/settings.ts'
import { Detail } from './detail.tsx'
import { instructionOf, oneLine } from './dockerfile.ts'
import type { TabProps } from './tabs.ts'

/** Steps that made a layer, and between them, steps that did not. */
type Part = { kind: 'layer'; at: number; step: ImageLayer } | { kind: 'empty'; at: number; steps: ImageLayer[] }

function partsOf(steps: readonly ImageLayer[]): Part[] {
  const parts: Part[] = []
  for (const [at, step] of steps.entries()) {
    const last = parts.at(-1)
    if (step.layer !== undefined) parts.push({ kind: 'layer', at, step })
    else if (last?.kind === 'empty') last.steps.push(step)
    else parts.push({ kind: 'empty', at, steps: [step] })
  }
  return parts
}

/** What an image is made of, the lowest layer first. */
export function LayersTab({ engine, image, name }: TabProps) {
  const { showCommands } = useSettings()
  return (
    <Detail engine={engine} image={image} name={name}>
      {({ layers }) => {
        const files = layers.filter(({ layer }) => layer !== undefined)
        const most = Math.max(1, ...files.map((step) => step.size))
        return (
          <>
            <div className="flex shrink-0 flex-wrap items-center gap-3 border-line border-b px-4 py-2">
              <span className="tnum text-ink-2">
                {count(files.length, 'layer')}, {size(files.reduce((sum, step) => sum + step.size, 0))}; the lowest
                first
              </span>
              <span className="flex-1" />
              {showCommands ? (
                <CommandLine command={commandLine(['docker', 'history', name])} className="min-w-0 max-w-full" />
              ) : null}
            </div>
            <Scroller label="Layers">
              <ol>
                {partsOf(layers).map((part) =>
                  part.kind === 'layer' ? (
                    <Layer key={part.at} step={part.step} most={most} />
                  ) : (
                    <Empty key={part.at} steps={part.steps} />
                  ),
                )}
              </ol>
            </Scroller>
          </>
        )
      }}
    </Detail>
  )
}

function Layer({ step, most }: { step: ImageLayer; most: number }) {
  const { layer = 0, digest, size: bytes, comment } = step
  const [whole, setWhole] = useState(false)
  const instruction = instructionOf(step)
  const text = instruction ? oneLine(instruction) : comment || 'A step that its builder says nothing about'
  return (
    <li className="flex items-start gap-3 border-line/60 border-b px-4 py-2">
      <span className="tnum w-6 shrink-0 text-right text-ink-3">{layer + 1}</span>
      <button
        type="button"
        aria-expanded={whole}
        onClick={() => setWhole(!whole)}
        className={clsx(
          'min-w-0 flex-1 rounded text-left font-mono text-sm',
          whole ? 'wrap-anywhere whitespace-pre-wrap' : 'line-clamp-2',
        )}
      >
        {whole && instruction ? `${instruction.keyword} ${instruction.rest}` : text}
      </button>
      <span className="flex w-28 shrink-0 flex-col gap-1.5 pt-px text-right max-sm:w-20">
        <span className="tnum" title={`${bytes.toLocaleString()} bytes`}>
          {size(bytes)}
        </span>
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" className="h-1 w-full rounded-full bg-pressed" aria-hidden>
          <rect width={(bytes / most) * 100} height="4" className="fill-accent" />
        </svg>
      </span>
      <span className="w-20 shrink-0 text-right text-ink-2 max-md:hidden">
        <Age step={step} />
      </span>
      <span className="flex w-36 shrink-0 items-center justify-end gap-1 max-lg:hidden">
        {digest === undefined ? null : (
          <>
            <code className="font-mono text-ink-3 text-sm" title={digest}>
              {shortId(digest)}
            </code>
            <CopyButton text={digest} label={`Copy the digest of layer ${layer + 1}`} className="-my-1 size-6" />
          </>
        )}
      </span>
    </li>
  )
}

function Age({ step: { created } }: { step: ImageLayer }) {
  const text = useNow((now) => (created === undefined ? '–' : ago(created, now)))
  return <span title={created === undefined ? undefined : moment(created)}>{text}</span>
}

/** Steps that changed only the configuration, folded away. */
function Empty({ steps }: { steps: readonly ImageLayer[] }) {
  const [shown, setShown] = useState(false)
  return (
    <li className="border-line/60 border-b bg-surface px-4 py-1">
      <button
        type="button"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
        className="flex items-center gap-1 rounded text-ink-3 text-sm hover:text-ink"
      >
        <ChevronRight className={clsx('ml-3.5 size-4', shown && 'rotate-90')} aria-hidden />
        {count(steps.length, 'step')} without files
      </button>
      {shown ? (
        <ul className="py-1 pl-9">
          {steps.map((step) => {
            const instruction = instructionOf(step)
            const text = instruction ? oneLine(instruction) : step.comment || '–'
            return (
              <li
                key={`${step.created} ${step.createdBy}`}
                className="wrap-anywhere py-0.5 font-mono text-ink-2 text-sm"
              >
                {text}
              </li>
            )
          })}
        </ul>
      ) : null}
    </li>
  )
}
