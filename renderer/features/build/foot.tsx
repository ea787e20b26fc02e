import { useNavigate } from '@tanstack/react-router'
import { Hammer } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Build, Problem } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { buildOf } from '../../lib/build-draft.ts'
import { client } from '../../lib/connection.ts'
import { onMac } from '../../lib/desktop.ts'
import { asProblem } from '../../lib/problem.ts'
import type { BuildPreview } from './use-place.ts'

type FootProps = { engine: string; draft: Build; preview: BuildPreview; stale: boolean }

/** The command that does the same, what stands in its way, and the button that does it. */
export function Foot({ engine, draft, preview, stale }: FootProps) {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ of: Build; problem: Problem }>()
  const { command, problems } = preview
  const open = draft.context.trim() === '' ? [] : problems
  const able = !busy && !stale && draft.context.trim() !== '' && open.length === 0
  const start = async () => {
    setFailure(undefined)
    setBusy(true)
    try {
      const { job } = await client.builds.start({ engine, build: buildOf(draft) })
      await navigate({ to: '/build/$job', params: { job } })
    } catch (error) {
      setFailure({ of: draft, problem: asProblem(error, 'The build could not begin.') })
    } finally {
      setBusy(false)
    }
  }
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(onMac ? event.metaKey : event.ctrlKey)) return
    if (!able || document.querySelector('[role="dialog"], [role="alertdialog"]')) return
    event.preventDefault()
    void start()
  })
  useEffect(() => {
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <footer className="flex max-h-[45%] shrink-0 flex-col gap-2 overflow-y-auto border-line border-t bg-canvas px-4 py-3">
      {failure && failure.of === draft ? <ProblemView problem={failure.problem} /> : null}
      {open.length > 0 ? (
        <ul aria-label="What does not fit" className="text-bad text-sm">
          {open.map(({ field, at, what }) => (
            <li key={`${field} ${at} ${what}`}>{what}</li>
          ))}
        </ul>
      ) : null}
      {command === undefined || draft.context.trim() === '' ? (
        <p className="text-ink-3">Choose a folder: the command that does the same is written here.</p>
      ) : (
        <CommandLine command={command} />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="primary" disabled={!able} onClick={() => void start()}>
          <Hammer aria-hidden />
          Build
          <span aria-hidden>
            <Kbd keys="Mod+Enter" />
          </span>
        </Button>
      </div>
    </footer>
  )
}
