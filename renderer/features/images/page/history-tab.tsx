import { Fragment, useMemo } from 'react'
import type { ImageLayer } from '../../../../contract/index.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { Detail } from './detail.tsx'
import { dockerfileOf } from './dockerfile.ts'
import type { TabProps } from './tabs.ts'

/** How the image was made, as a Dockerfile would say it. */
export function HistoryTab({ engine, image, name }: TabProps) {
  return (
    <Detail engine={engine} image={image} name={name}>
      {({ layers }) => <Dockerfile layers={layers} />}
    </Detail>
  )
}

function Dockerfile({ layers }: { layers: readonly ImageLayer[] }) {
  const text = useMemo(() => dockerfileOf(layers), [layers])
  return (
    <>
      <div className="flex shrink-0 items-center gap-3 border-line border-b px-4 py-1.5">
        <span className="flex-1 text-ink-2">The image’s history, as a Dockerfile would say it</span>
        <CopyButton text={text} label="Copy Dockerfile" />
      </div>
      <Scroller label="Dockerfile" className="bg-surface">
        <pre className="wrap-anywhere whitespace-pre-wrap p-4 font-mono text-sm">
          {text.split('\n').map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text are where they are
            <Fragment key={at}>
              <Line text={line} />
              {'\n'}
            </Fragment>
          ))}
        </pre>
      </Scroller>
    </>
  )
}

function Line({ text }: { text: string }) {
  if (text.startsWith('#')) return <span className="text-ink-3">{text}</span>
  const keyword = /^[A-Z]+(?= |$)/.exec(text)?.[0]
  if (keyword === undefined) return text
  return (
    <>
      <span className="font-semibold text-accent">{keyword}</span>
      {text.slice(keyword.length)}
    </>
  )
}
