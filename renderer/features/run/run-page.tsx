import { BookMarked, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { Engine, Problem } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { useStore } from '../../lib/store.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { EngineGate } from '../engines/index.ts'
import { Advanced } from './advanced.tsx'
import { draft, draftOf, EMPTY, pasted } from './draft.ts'
import { Environment } from './environment.tsx'
import { blame } from './failure.ts'
import { Foot } from './foot.tsx'
import { formHandle } from './form-handle.ts'
import { ImageSection } from './image.tsx'
import { Limits } from './limits.tsx'
import { Mounts } from './mounts.tsx'
import { Networks } from './networks.tsx'
import { fillRun } from './open-run.ts'
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
  const { text } = useStore(pasted)
  const { command, problems } = usePreview(engine.id, now)
  const [recipes, setRecipes] = useState(false)
  const [failure, setFailure] = useState<Problem>()
  const form = formHandle(
    engine.id,
    now,
    (next) => {
      draft.set(next)
      setFailure(undefined)
    },
    problems,
  )
  const blamedFlag = failure && blame(failure.why)?.flag
  const blamed = (flag: string) => (flag === blamedFlag ? failure?.why : undefined)
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
                draft.set(EMPTY)
                pasted.set({ text: '', filled: false })
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
          <PasteBox
            engine={engine.id}
            onRun={(run) => {
              client.runs.fill({ run }).then(
                (filled) => {
                  draft.set(draftOf(filled))
                  setFailure(undefined)
                },
                (error) => toastProblem(asProblem(error, 'The form could not be filled.')),
              )
            }}
          />
          <ImageSection form={form} blamed={blamed} />
          <Ports form={form} blamed={blamed} />
          <Environment form={form} />
          <Mounts form={form} />
          <Networks form={form} blamed={blamed} />
          <Limits form={form} blamed={blamed} />
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
