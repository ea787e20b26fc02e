import { FolderPlus, X } from 'lucide-react'
import type { Problem, VmSettings, VmStatus } from '../../../contract/index.ts'
import { vmResizeCommand } from '../../../contract/vm-commands.ts'
import { Button } from '../../components/button.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Section } from '../../components/section.tsx'
import { Sentence } from '../../components/sentence.tsx'
import { useSettings } from '../../lib/settings.ts'
import { usePath } from '../host-files/index.ts'
import { change } from './vm-actions.ts'

const MOST = 8

/** The folders of this computer that containers can mount, and whether they may write to them. */
export function Folders({ status }: { status: VmStatus }) {
  const { name, shares, live } = status
  const { showCommands } = useSettings()
  const set = (next: NonNullable<VmSettings['shares']>) => void change(status, { shares: next })
  const { ask, dialog } = usePath({ kind: 'folder', title: 'Choose a folder to share', at: '' }, (path) => {
    if (!shares.some((share) => share.path === path)) set([...shares, { path, readonly: false }])
  })
  return (
    <Section
      title="Folders"
      actions={
        <Button size="small" onClick={ask} disabled={shares.length >= MOST}>
          <FolderPlus aria-hidden />
          Share a folder
        </Button>
      }
    >
      <p className="text-ink-2">
        <Sentence text={'Containers can mount these at the same path, as with `-v "$PWD":/app`.'} />
      </p>
      {shares.length === 0 ? <p className="text-ink-3">No folder is shared.</p> : null}
      <ul className="flex flex-col gap-1">
        {shares.map((share) => {
          const now = live?.shares.find(({ path }) => path === share.path)
          return (
            <li key={share.path}>
              <div className="flex items-center gap-3">
                <code className="min-w-0 flex-1 truncate font-mono text-sm" title={share.path}>
                  {share.path}
                </code>
                {live && now === undefined ? <span className="text-ink-3 text-sm">from the next start</span> : null}
                <Checkbox
                  checked={share.readonly}
                  onChange={(readonly) => set(shares.map((one) => (one === share ? { ...one, readonly } : one)))}
                >
                  Read-only
                </Checkbox>
                <IconButton
                  icon={X}
                  label={`Stop sharing ${share.path}`}
                  onClick={() => set(shares.filter((one) => one !== share))}
                />
              </div>
              <Wrong problem={now?.problem} />
            </li>
          )
        })}
      </ul>
      {showCommands ? <CommandLine command={vmResizeCommand(name, { shares })} /> : null}
      {dialog}
    </Section>
  )
}

/** What is wrong with one line of a list. */
export function Wrong({ problem }: { problem: Problem | undefined }) {
  if (problem === undefined) return null
  return (
    <p className="break-words text-bad text-sm">
      <Sentence text={`${problem.what} ${problem.why} ${problem.next}`} />
    </p>
  )
}
