import { BookMarked, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { Engine, Problem } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { draft, draftOf, EMPTY, fillRun, origin, pasted, startOver } from '../../lib/run-draft.ts'
import { useStore } from '../../lib/store.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { EngineGate } from '../engines/index.ts'
import { Advanced } from './advanced.tsx'
import { Environment } from './environment.tsx'
import { blame } from './failure.ts'
import { Foot } from './foot.tsx'
import { formHandle } from './form-handle.ts'
import { ImageSection } from './image.tsx'
import { Limits } from './limits.tsx'
import { Mounts } from './mounts.tsx'
import { Networks } from './networks.tsx'
import { OriginNote } from './origin-note.tsx'
import { PasteBox } from './paste-box.tsx'
import { Ports } from './ports.tsx'
import { RecipesDialog } from './recipes-dialog.tsx'
import { usePreview } from './use-preview.ts'

/** Makes a container, by pointing or by pasting. */
export function RunPage() {
  return (
    <EngineGate title="Run a container" waiting={<SkeletonLines label="Loading the form" />}>
      {(engine, stale) => <RunForm key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function RunForm({ engine, stale }: { engine: Engine; stale: boolean }) {
  const now = useStore(draft)
  const from = useStore(origin)
  const { text } = useStore(pasted)
  const { command, problems } = usePreview(engine.id, now)
  const [recipes, setRecipes] = useState(false)
  const [failure, setFailure] = useState<Problem>()
  // What only the engine knew is said at its field, as what the host knows is.
  const blamed = failure && blame(failure.why, now.flags)
  const refused = failure && blamed ? [{ flags: [blamed.flag], at: blamed.at, what: failure.why }] : []
  const form = formHandle(
    engine.id,
    now,
    (next) => {
      draft.set(next)
      setFailure(undefined)
    },
    [...problems, ...refused],
  )
  // The one that makes room is in nobody’s way.
  const replaced = from?.recreate ? from.id : undefined
  return (
    <>
      <PageHeader
        title="Run a container"
        actions={
          <>
            <Button look="quiet" onClick={() => setRecipes(true)}>
              <BookMarked aria-hidden />
              Recipes
            </Button>
            <Button
              look="quiet"
              disabled={now === EMPTY && text === ''}
              onClick={() => {
                startOver()
                setFailure(undefined)
              }}
            >
              <RotateCcw aria-hidden />
              Start over
            </Button>
          </>
        }
      />
      <Scroller label="Form">
        <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
          {from ? <OriginNote from={from} /> : null}
          <PasteBox
            engine={engine.id}
            onRun={(run) => {
              client.runs.fill({ run }).then(
                (filled) => {
                  draft.set(draftOf(filled))
                  origin.set(undefined)
                  setFailure(undefined)
                },
                (error) => toastProblem(asProblem(error, 'The form could not be filled.')),
              )
            }}
          />
          <ImageSection form={form} replaced={replaced} />
          <Ports form={form} replaced={replaced} />
          <Environment form={form} />
          <Mounts form={form} />
          <Networks form={form} />
          <Limits form={form} />
          <Advanced form={form} />
        </div>
      </Scroller>
      <Foot
        engine={engine.id}
        draft={now}
        command={command}
        problems={problems}
        failure={failure}
        stale={stale}
        replaced={replaced}
        onFailure={setFailure}
      />
      {recipes ? (
        <RecipesDialog
          draft={now}
          onUse={(filled) => {
            fillRun(filled)
            setFailure(undefined)
          }}
          onClose={() => setRecipes(false)}
        />
      ) : null}
    </>
  )
}
