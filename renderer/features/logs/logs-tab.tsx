import { useEffect, useRef, useState } from 'react'
import './logs.css'
import type { Container } from '../../../contract/index.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { useSettings } from '../../lib/settings.ts'
import { useStore } from '../../lib/store.ts'
import { linesAsText } from './copy.ts'
import { LogFoot } from './log-foot.tsx'
import { LogModel } from './log-model.ts'
import { LogView, type LogViewHandle } from './log-view.tsx'
import { followCommand, type Range, type RangeName, rangeAt } from './range.ts'
import { SearchBar } from './search-bar.tsx'
import { Toolbar } from './toolbar.tsx'
import { useFindKey } from './use-find-key.ts'
import { useResume } from './use-resume.ts'
import { useSearch } from './use-search.ts'

type LogsTabProps = { engine: string; container: Container }

/** What a container writes: all of it, as it is written. */
export function LogsTab({ engine, container }: LogsTabProps) {
  const [choice, setChoice] = useState<{ name: RangeName; range: Range }>({ name: 'all', range: {} })
  return (
    <Log
      key={`${engine} ${container.id} ${choice.name} ${choice.range.since ?? ''}`}
      engine={engine}
      container={container}
      choice={choice}
      onRange={(name) => setChoice({ name, range: rangeAt(name, Date.now()) })}
    />
  )
}

type LogProps = LogsTabProps & { choice: { name: RangeName; range: Range }; onRange: (name: RangeName) => void }

function Log({ engine, container, choice, onRange }: LogProps) {
  const { id, name } = container
  const [model] = useState(() => new LogModel(engine, id, choice.range))
  const state = useStore(model.state)
  const { logs, showCommands } = useSettings()
  const view = useRef<LogViewHandle>(null)
  const input = useRef<HTMLInputElement>(null)
  const search = useSearch({ engine, id, since: choice.range.since }, model, () => view.current?.inView())
  useEffect(() => {
    model.open()
    return () => model.close()
  }, [model])
  useResume(engine, model)
  useFindKey(input)

  if (state.problem && !state.open) return <ProblemView page problem={state.problem} onRetry={() => model.again()} />
  return (
    <>
      <Toolbar
        engine={engine}
        container={container}
        range={choice.name}
        onRange={onRange}
        text={() => linesAsText(model.state.get().window.lines, logs.timestamps)}
        search={<SearchBar search={search} input={input} onLeave={() => view.current?.focus()} />}
      />
      <LogView
        ref={view}
        name={name}
        model={model}
        state={state}
        wanted={search.wanted}
        current={search.current}
        timestamps={logs.timestamps}
        wrap={logs.wrap}
      />
      <LogFoot
        state={state}
        onAgain={() => model.again()}
        command={showCommands ? followCommand(name, choice.name, logs.timestamps) : undefined}
      />
    </>
  )
}
