import { Tabs } from '@base-ui/react/tabs'
import { SquareTerminal } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Container, Terminal } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { useLatest } from '../../lib/stream.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { AttachDialog } from './attach-dialog.tsx'
import { lastSize } from './emulator-size.ts'
import { EndBar } from './end-bar.tsx'
import { NewMenu } from './new-menu.tsx'
import { obstacleOf, RemoveObstacle } from './not-running.tsx'
import { OpeningView } from './opening-view.tsx'
import { type Program, ProgramDialog } from './program-dialog.tsx'
import { Screen } from './screen.tsx'
import { tabNames } from './tab-names.ts'
import { TerminalTabs } from './terminal-tabs.tsx'
import { useOpening } from './use-opening.ts'

/** Which terminal was looked at last, by container: leaving the page is no reason to forget it. */
const chosenBefore = new Map<string, string>()

/** The terminals in a container. They live in the host: leaving this page ends none of them. */
export function TerminalTab({ engine, container }: { engine: string; container: Container }) {
  const list = useLatest(`${engine} ${container.id}`, (stream, signal) =>
    client.terminals.list({ engine, container: container.id, stream }, { signal }),
  )
  if (list.problem) return <ProblemView page problem={list.problem} onRetry={list.retry} />
  if (!list.value) return <SkeletonLines label="Looking for open terminals" />
  return <Terminals key={container.id} engine={engine} container={container} terminals={list.value} />
}

type TerminalsProps = { engine: string; container: Container; terminals: readonly Terminal[] }

function Terminals({ engine, container, terminals }: TerminalsProps) {
  const [chosen, setChosen] = useState(() => chosenBefore.get(container.id))
  const [focus, setFocus] = useState(false)
  const [dialog, setDialog] = useState<'program' | 'attach'>()
  const tabs = useRef<HTMLDivElement>(null)
  const active = terminals.find(({ id }) => id === chosen) ?? terminals.at(-1)
  const choose = (id: string) => {
    chosenBefore.set(container.id, id)
    setChosen(id)
    setFocus(true)
  }
  const opening = useOpening(({ id }) => choose(id))
  const place = { engine, container: container.id }
  const exec = (program: Program = {}) => {
    setDialog(undefined)
    opening.open(program.words ? 'Starting the program' : 'Opening a shell', (signal) =>
      client.terminals.exec({ ...place, ...program, ...lastSize() }, { signal }),
    )
  }
  const attach = () => {
    setDialog(undefined)
    opening.open('Attaching', (signal) => client.terminals.attach({ ...place, ...lastSize() }, { signal }))
  }
  const close = (terminal: Terminal) => {
    client.terminals
      .close({ terminal: terminal.id })
      .catch((error) => toastProblem(asProblem(error, 'The terminal could not be closed.')))
  }
  const again = (terminal: Terminal) => {
    close(terminal)
    if (terminal.kind === 'attach') attach()
    else exec(terminal.program)
  }
  const obstacle = obstacleOf(container)
  const menu = (
    <NewMenu
      disabled={obstacle !== undefined}
      onShell={() => exec()}
      onProgram={() => setDialog('program')}
      onAttach={() => setDialog('attach')}
    />
  )
  const dialogs = (
    <>
      {dialog === 'program' ? (
        <ProgramDialog name={container.name} onOpen={exec} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'attach' ? (
        <AttachDialog engine={engine} container={container} onAttach={attach} onClose={() => setDialog(undefined)} />
      ) : null}
    </>
  )
  const view =
    opening.state.state === 'idle' ? undefined : (
      <OpeningView opening={opening} onProgram={() => setDialog('program')} />
    )
  if (!active) {
    return (
      <>
        {view ?? (
          <EmptyState
            icon={SquareTerminal}
            title={obstacle?.title ?? `No terminal is open in ${container.name}`}
            actions={
              obstacle ? (
                <RemoveObstacle engine={engine} container={container} />
              ) : (
                <>
                  <Button look="primary" onClick={() => exec()}>
                    Open a shell
                  </Button>
                  <Button onClick={() => setDialog('program')}>With options…</Button>
                  <Button onClick={() => setDialog('attach')}>Attach…</Button>
                </>
              )
            }
          >
            {obstacle?.why ??
              'A shell runs beside the container’s own process. It stays open when you leave this page.'}
          </EmptyState>
        )}
        {dialogs}
      </>
    )
  }
  const name = tabNames(terminals).get(active.id) ?? active.title
  return (
    <Tabs.Root
      value={active.id}
      onValueChange={(id: string) => {
        opening.dismiss()
        choose(id)
      }}
      className="flex min-h-0 flex-1 flex-col"
    >
      <TerminalTabs ref={tabs} terminals={terminals} active={active} onClose={close}>
        {menu}
      </TerminalTabs>
      <Tabs.Panel key={active.id} value={active.id} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {view ?? (
          <Screen
            terminal={active}
            label={`Terminal ${name} in ${container.name}`}
            focus={focus && dialog === undefined}
            onLeave={() => tabs.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus()}
          />
        )}
        {active.ended ? (
          <EndBar
            end={active.ended}
            obstacle={obstacle?.title}
            action={obstacle ? <RemoveObstacle engine={engine} container={container} /> : undefined}
            onAgain={() => again(active)}
          />
        ) : null}
      </Tabs.Panel>
      {dialogs}
    </Tabs.Root>
  )
}
