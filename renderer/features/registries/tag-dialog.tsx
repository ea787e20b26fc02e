import { useState } from 'react'
import type { Problem } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Field } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { client } from '../../lib/connection.ts'
import { shortId } from '../../lib/format.ts'
import { useInventory } from '../../lib/inventory.ts'
import { asProblem } from '../../lib/problem.ts'
import { useSettings } from '../../lib/settings.ts'
import { toastDone } from '../../lib/toasts.ts'
import { type Asked, asked } from './asked.ts'
import { readName, tagError } from './names.ts'
import { useRegistries } from './use-registries.ts'

type TagDialogProps = { start: Extract<Asked, { dialog: 'tag' }>; onClose: () => void }

/** Gives an image a further name; the name is checked as it is typed. */
export function TagDialog({ start, onClose }: TagDialogProps) {
  const { engine, source } = start
  const [target, setTarget] = useState(start.target ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { showCommands } = useSettings()
  const images = useInventory(engine, (inventory) => inventory.images.list)
  const registries = useRegistries().value?.registries ?? []
  const read = readName(target)
  const error = tagError(read)
  const good = read && 'whole' in read && error === undefined ? read : undefined
  const holder = good && images.find(({ tags }) => tags.some((tag) => wholeOf(tag) === good.whole))
  const isOwn = holder !== undefined && (holder.id === source || holder.tags.includes(source))
  const shown = /^sha256:/.test(source) ? shortId(source) : source
  const words = good && { source: shown, target: target.trim() }
  const tag = async (push: boolean) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { command } = await client.images.tag({ engine, source, target: target.trim() })
      toastDone(`Tagged ${shown} as ${target.trim()}`, showCommands ? command : undefined)
      onClose()
      if (push) asked.set({ dialog: 'push', engine, reference: target.trim() })
    } catch (refused) {
      setBusy(false)
      setProblem(asProblem(refused, `${shown} could not be tagged.`))
    }
  }
  return (
    <FormDialog
      title={`Tag ${shown}`}
      description="A further name for the same image. It takes no room."
      confirm="Tag"
      ready={good !== undefined}
      busy={busy}
      onSubmit={() => void tag(false)}
      onClose={onClose}
    >
      <Field
        label="New name"
        value={target}
        onChange={setTarget}
        placeholder="ghcr.io/ann/app:1.0"
        error={error}
        description={
          good ? (
            <>
              Read as <code className="font-mono text-ink-2">{good.whole}</code>
            </>
          ) : (
            'Where it is to be pushed stands in front: a registry, then your account.'
          )
        }
        autoFocus
      />
      <p className="flex flex-wrap gap-1.5">
        {registries
          .filter(({ signIn }) => signIn && !signIn.problem && signIn.username)
          .map(({ host, signIn }) => {
            const name = suggestion(host, signIn?.username ?? '', shown)
            return (
              <Button key={host} size="small" onClick={() => setTarget(name)}>
                {name}
              </Button>
            )
          })}
      </p>
      {holder && !isOwn ? (
        <p className="text-sm text-warn">
          Another image ({shortId(holder.id)}) has this name now; it loses it
          {holder.tags.length === 1 ? ' and is left without a name.' : '.'}
        </p>
      ) : null}
      {isOwn ? <p className="text-ink-2 text-sm">The image has this name already.</p> : null}
      {problem ? <ProblemView problem={problem} /> : null}
      {showCommands && words ? (
        <CommandLine command={commandLine(['docker', 'tag', words.source, words.target])} />
      ) : null}
      <div className="flex justify-end">
        <Button disabled={!good || busy} onClick={() => void tag(true)}>
          Tag and push…
        </Button>
      </div>
    </FormDialog>
  )
}

function wholeOf(tag: string): string {
  const read = readName(tag)
  return read && 'whole' in read ? read.whole : tag
}

/** A name under somebody’s account, with the last part of the one that the image has. */
function suggestion(host: string, username: string, source: string): string {
  const last = source.split('/').at(-1) ?? source
  const path = `${username.toLowerCase()}/${last.split('@')[0]}`
  return host === 'docker.io' ? path : `${host}/${path}`
}
