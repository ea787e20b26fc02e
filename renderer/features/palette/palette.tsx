import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useNavigate } from '@tanstack/react-router'
import { Box, Compass, CornerDownLeft, History, SquareTerminal, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { Container, Engine, Image, Network, Volume } from '../../../contract/index.ts'
import { Dot } from '../../components/badge.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { fillBuild } from '../../lib/build-draft.ts'
import { useSelectedEngine } from '../../lib/engines.ts'
import { useContainers, useImages, useNetworks, useVolumes } from '../../lib/inventory.ts'
import { paletteText } from '../../lib/palette.ts'
import { pasteRun } from '../../lib/run-draft.ts'
import {
  doPlan,
  isCommand,
  onlyShows,
  type Plan,
  PlanView,
  planOf,
  planWords,
  ReadingView,
  useFound,
  useReading,
} from '../command/index.ts'
import { actionsFor, actOnContainers, removeContainers, stateTone, stateWords, TABS } from '../containers/index.ts'
import { type Entry, PAGES, paletteEntries } from './entries.ts'

type PaletteProps = { open: boolean; onClose: () => void }

/** Go anywhere, do anything, by a few letters. */
export function Palette({ open, onClose }: PaletteProps) {
  const engine = useSelectedEngine()
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-black/30" />
        <Dialog.Popup
          aria-label="Command palette"
          className="-translate-x-1/2 fixed top-[14vh] left-1/2 z-30 w-[calc(100vw-2rem)] max-w-2xl overflow-hidden rounded-xl bg-raised text-ink shadow-popup outline-none"
        >
          {engine ? (
            <OfEngine key={engine.id} engine={engine} onClose={onClose} />
          ) : (
            <Search containers={[]} images={[]} networks={[]} volumes={[]} engine={undefined} onClose={onClose} />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function OfEngine({ engine, onClose }: { engine: Engine; onClose: () => void }) {
  return (
    <Search
      containers={useContainers(engine.id)}
      images={useImages(engine.id)}
      volumes={useVolumes(engine.id)}
      networks={useNetworks(engine.id)}
      engine={engine}
      onClose={onClose}
    />
  )
}

/** Leads to why a container ended, and what it did until then. */
const TELL = 'What happened to'

const PAGE_NAMES = PAGES.map(({ to }) => to.slice(1))

/** What a pasted command asks for. */
type Command = { kind: 'command'; key: string; words: string; plan: Plan }
type Item = Entry<Do> | Command

type Do = { label: string; run: (container: Container) => void }
type SearchProps = {
  containers: readonly Container[]
  images: readonly Image[]
  volumes: readonly Volume[]
  networks: readonly Network[]
  engine: Engine | undefined
  onClose: () => void
}

function Search({ containers, images, networks, volumes, engine, onClose }: SearchProps) {
  const [query, setQuery] = useState(() => oneLine(paletteText.get()))
  // A command of several lines as it was pasted; the field holds only one.
  const [whole, setWhole] = useState(() => paletteText.get())
  const navigate = useNavigate()
  const asked = oneLine(whole) === query ? whole : query
  const isOne = engine !== undefined && isCommand(asked)
  const read = useReading(engine?.id ?? '', isOne ? asked : '')
  const connected = engine?.status.state === 'connected'
  const tell = useCallback(
    ({ id }: Container) => void navigate({ to: '/what-happened', search: { container: id } }),
    [navigate],
  )
  const entries = useMemo(() => {
    const actionsOf = (container: Container) => [
      ...(engine && connected ? actions(engine.id, container) : []),
      { label: TELL, action: { label: TELL, run: tell } },
    ]
    return paletteEntries<Do>(query, containers, actionsOf, TABS)
  }, [query, containers, engine, connected, tell])

  const action = isOne ? read.reading?.action : undefined
  const found = useFound(engine?.id ?? '', action)
  const plan = useMemo(
    () => action && planOf(action, containers, PAGE_NAMES, images, found.idsOf, volumes, networks),
    [action, containers, images, networks, volumes, found],
  )
  const items = useMemo((): Item[] => {
    if (!isOne) return entries
    const words = plan && planWords(plan)
    const sound = read.reading?.problems.length === 0 && read.reading.questions.length === 0
    if (!plan || words === undefined || !connected || !(sound || onlyShows(plan))) return []
    return [{ kind: 'command', key: words, words, plan }]
  }, [isOne, entries, plan, read.reading, connected])

  const choose = (entry: Item) => {
    onClose()
    if (entry.kind === 'command') {
      if (engine)
        doPlan(engine.id, entry.plan, {
          page: (page) => void navigate({ to: PAGES.find(({ to }) => to === `/${page}`)?.to ?? '/containers' }),
          container: (id, tab) => void navigate({ to: '/containers/$id', params: { id }, search: { tab } }),
          image: (id, tab) => void navigate({ to: '/images/$id', params: { id }, search: { tab } }),
          volume: (name, tab) => void navigate({ to: '/volumes/$name', params: { name }, search: { tab } }),
          network: (id, tab) => void navigate({ to: '/networks/$id', params: { id }, search: { tab } }),
          build: (build) => {
            fillBuild(build)
            void navigate({ to: '/build' })
          },
          form: () => {
            // What was answered here is not asked again.
            pasteRun((Object.keys(read.answers).length > 0 && read.reading?.command) || asked)
            void navigate({ to: '/run' })
          },
        })
    } else if (entry.kind === 'page') void navigate({ to: entry.to })
    else if (entry.kind === 'action') entry.action.run(entry.container)
    else
      void navigate({
        to: '/containers/$id',
        params: { id: entry.container.id },
        search: entry.tab === undefined ? {} : { tab: entry.tab },
      })
  }

  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={items}
      itemToStringValue={({ words }) => words}
      value={query}
      onValueChange={(next, { reason }) => {
        // Choosing an entry is not typing it.
        if (reason !== 'item-press') setQuery(next)
      }}
      autoHighlight="always"
      keepHighlight
    >
      <Autocomplete.Input
        aria-label="Go to a page or a container, or do something"
        placeholder="A page, a container, “stop web”, or a docker command"
        onPaste={(event) => {
          const text = event.clipboardData.getData('text')
          if (!text.trim().includes('\n') || !isCommand(text)) return
          event.preventDefault()
          setWhole(text)
          setQuery(oneLine(text))
        }}
        className="h-11 w-full border-line border-b bg-transparent px-4 text-lg outline-none"
      />
      <Autocomplete.Empty className="text-center text-ink-2">
        {entries.length === 0 && !isOne ? <p className="px-3 py-6">Nothing fits “{query}”.</p> : null}
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-[50vh] scroll-py-1.5 overflow-y-auto p-1.5 empty:p-0">
        {(entry: Item) => (
          <Autocomplete.Item
            key={`${entry.kind} ${entry.key}`}
            value={entry}
            onClick={() => choose(entry)}
            className="group flex h-8 items-center gap-2.5 rounded-md px-2.5 outline-none data-[highlighted]:bg-pressed"
          >
            <EntryIcon entry={entry} />
            <span className="min-w-0 flex-1 truncate">{entry.words}</span>
            {entry.kind === 'container' && entry.tab === undefined ? (
              <span className="flex items-center gap-1.5 text-ink-3 text-sm">
                <Dot tone={stateTone(entry.container)} />
                {stateWords(entry.container)}
              </span>
            ) : null}
            <CornerDownLeft className="invisible size-3.5 text-ink-3 group-data-[highlighted]:visible" aria-hidden />
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
      {isOne ? (
        <div className="flex max-h-[50vh] flex-col gap-3 overflow-y-auto border-line border-t px-4 py-3">
          {found.problem ? <ProblemView problem={found.problem} /> : plan ? <PlanView plan={plan} /> : null}
          <ReadingView read={read} open />
        </div>
      ) : null}
    </Autocomplete.Root>
  )
}

function EntryIcon({ entry }: { entry: Item }) {
  const look = 'size-4 shrink-0 text-ink-3'
  if (entry.kind === 'command') return <SquareTerminal className={look} aria-hidden />
  if (entry.kind === 'page') return <Compass className={look} aria-hidden />
  if (entry.kind === 'container') return <Box className={look} aria-hidden />
  if (entry.action.label === TELL) return <History className={look} aria-hidden />
  const info = actionsFor([entry.container]).find(({ label }) => label === entry.action.label)
  return info ? <info.icon className={look} aria-hidden /> : <Trash2 className={look} aria-hidden />
}

function actions(engine: string, container: Container): { label: string; action: Do }[] {
  const offered: Do[] = [
    ...actionsFor([container]).map((info) => ({
      label: info.label,
      run: (one: Container) => actOnContainers(engine, info, [one]),
    })),
    { label: 'Remove', run: (one) => removeContainers(engine, [one]) },
  ]
  return offered.map((action) => ({ label: action.label, action }))
}

/** A command of several lines in one, for the eye. */
function oneLine(text: string): string {
  return text.replace(/[\\`^]?\s*\n\s*/g, ' ').trim()
}
