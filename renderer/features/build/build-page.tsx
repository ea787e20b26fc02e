import { useNavigate, useSearch } from '@tanstack/react-router'
import { RotateCcw } from 'lucide-react'
import type { Build, Engine } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { buildDraft, EMPTY_BUILD, fillBuild, startBuildOver } from '../../lib/build-draft.ts'
import { useStore } from '../../lib/store.ts'
import { EngineGate } from '../engines/index.ts'
import { EditorTab } from './editor/editor-tab.tsx'
import { unsaved } from './editor/texts.ts'
import { Foot } from './foot.tsx'
import type { BuildHandle } from './handle.ts'
import { ImageSection } from './image.tsx'
import { MoreSection } from './more.tsx'
import { PasteBox } from './paste-box.tsx'
import { SourceSection } from './source.tsx'
import { useBuildPreview, usePlace } from './use-place.ts'
import { ArgsSection, SecretsSection } from './values.tsx'

type Tab = 'form' | 'dockerfile'

/** Makes an image from a folder, by pointing or by pasting. */
export function BuildPage() {
  return (
    <EngineGate title="Build an image" waiting={<SkeletonLines label="Loading the form" />}>
      {(engine, stale) => <BuildForm key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

/** The place that a row has among those that somebody began to fill in. */
function placeOf({ tags, args }: Build, field: string, at: number): number {
  if (field === 'tags') return tags.slice(0, at).filter((tag) => tag !== '').length
  return field === 'args' ? args.slice(0, at).filter(({ key }) => key !== '').length : at
}

function BuildForm({ engine, stale }: { engine: Engine; stale: boolean }) {
  const draft = useStore(buildDraft)
  const navigate = useNavigate()
  const { tab = 'form' } = useSearch({ from: '/build' })
  const setTab = (next: Tab) =>
    void navigate({ to: '/build', search: next === 'form' ? {} : { tab: next }, replace: true })
  const preview = useBuildPreview(engine.id, draft)
  const place = usePlace(draft)
  const open = useStore(unsaved)
  const form: BuildHandle = {
    engine: engine.id,
    draft,
    put: (change) => buildDraft.set({ ...draft, ...change }),
    error: (field, at) => {
      const place = at === undefined ? undefined : placeOf(draft, field, at)
      return preview.problems.find((problem) => problem.field === field && (at === undefined || problem.at === place))
        ?.what
    },
    place: place.place,
    problem: place.problem,
    builder: preview.builder,
  }
  const tabs: { value: Tab; label: string }[] = [
    { value: 'form', label: 'Build' },
    { value: 'dockerfile', label: open.size > 0 ? 'Dockerfile (not saved)' : 'Dockerfile' },
  ]
  return (
    <>
      <PageHeader
        title="Build an image"
        actions={
          <Button look="quiet" disabled={draft === EMPTY_BUILD} onClick={startBuildOver}>
            <RotateCcw aria-hidden />
            Start over
          </Button>
        }
      />
      <Tabs value={tab} onChange={setTab} tabs={tabs}>
        {tab === 'form' ? (
          <Scroller label="Form">
            <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
              <PasteBox engine={engine.id} onBuild={fillBuild} />
              <SourceSection form={form} onEdit={() => setTab('dockerfile')} />
              <ImageSection form={form} />
              <ArgsSection form={form} />
              <SecretsSection form={form} />
              <MoreSection form={form} />
            </div>
          </Scroller>
        ) : (
          <EditorTab context={draft.context.trim()} file={draft.file} onSaved={place.again} />
        )}
      </Tabs>
      <Foot engine={engine.id} draft={draft} preview={preview} stale={stale} />
    </>
  )
}
