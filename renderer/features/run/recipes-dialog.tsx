import { X } from 'lucide-react'
import { useId, useState } from 'react'
import type { Problem, Recipe } from '../../../contract/index.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { asProblem } from '../../lib/problem.ts'
import { changeSettings, useSettings } from '../../lib/settings.ts'
import { type Draft, formOf } from './draft.ts'
import { recipeFile, recipesOf, withRecipes } from './recipes.ts'

type RecipesDialogProps = { draft: Draft; onUse: (form: Recipe['form']) => void; onClose: () => void }

/** Forms that are kept: to use again, to take to another computer, and to save what is filled in. */
export function RecipesDialog({ draft, onUse, onClose }: RecipesDialogProps) {
  const { recipes } = useSettings()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const form = useId()
  const keep = (next: Recipe[], what: string) => {
    setProblem(undefined)
    changeSettings({ recipes: next }).catch((error) => setProblem(asProblem(error, what)))
  }
  const save = () => {
    keep(withRecipes(recipes, [{ name: name.trim(), form: formOf(draft).form }]), 'The recipe could not be saved.')
    setName('')
  }
  const take = async (file: File) => {
    try {
      keep(withRecipes(recipes, recipesOf(await file.text())), 'The recipes could not be saved.')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      setProblem({ what: `“${file.name}” could not be imported.`, why, next: 'Choose a file that Export wrote.' })
    }
  }
  const replaces = recipes.some((recipe) => recipe.name === name.trim())
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Recipes"
      description="Forms that are kept, with all that is filled in."
      actions={
        <>
          <label className={`${buttonClass()} focus-within:outline-2 focus-within:outline-accent`}>
            Import
            <input
              type="file"
              accept=".json,application/json"
              className="sr-only"
              onChange={(event) => {
                const [file] = event.target.files ?? []
                if (file) void take(file)
                event.target.value = ''
              }}
            />
          </label>
          <Button disabled={recipes.length === 0} onClick={() => download(recipeFile(recipes))}>
            Export
          </Button>
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {recipes.length === 0 ? (
          <p className="text-ink-2">None is kept yet.</p>
        ) : (
          <ul className="divide-y divide-line rounded-lg border border-line">
            {recipes.map((recipe) => (
              <li key={recipe.name} className="flex items-center gap-3 px-3 py-1.5">
                <span className="font-medium">{recipe.name}</span>
                <span className="min-w-0 flex-1 truncate text-ink-3">{recipe.form.image}</span>
                <Button
                  size="small"
                  aria-label={`Use ${recipe.name}`}
                  onClick={() => {
                    onUse(recipe.form)
                    onClose()
                  }}
                >
                  Use
                </Button>
                <IconButton
                  icon={X}
                  label={`Remove ${recipe.name}`}
                  onClick={() =>
                    keep(
                      recipes.filter((other) => other !== recipe),
                      'The recipe could not be removed.',
                    )
                  }
                />
              </li>
            ))}
          </ul>
        )}
        {draft.image === '' ? (
          <p className="text-ink-3">Fill in the form to save it as a recipe.</p>
        ) : (
          <form
            id={form}
            className="flex items-start gap-2"
            onSubmit={(event) => {
              event.preventDefault()
              if (name.trim() !== '') save()
            }}
          >
            <Field
              label="Save what is filled in as"
              value={name}
              onChange={setName}
              maxLength={80}
              placeholder={draft.image}
              className="flex-1"
              description={replaces ? 'It takes the place of the one of this name.' : undefined}
            />
            <Button type="submit" look="primary" className="mt-6" disabled={name.trim() === ''}>
              Save as recipe
            </Button>
          </form>
        )}
        {problem ? <ProblemView problem={problem} /> : null}
      </div>
    </Dialog>
  )
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'slipway-recipes.json'
  link.click()
  URL.revokeObjectURL(address)
}
