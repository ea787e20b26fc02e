import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { RowError } from '../../components/rows.tsx'
import { Section } from '../../components/section.tsx'
import { Suggest } from '../../components/suggest.tsx'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { useContainers, useInventory } from '../../lib/inventory.ts'
import { useSettings } from '../../lib/settings.ts'
import { removeContainers } from '../containers/index.ts'
import { nameError } from '../edit/index.ts'
import type { FormHandle } from './form-handle.ts'
import { hasImage, imageNames } from './image-known.ts'
import { needsShell, splitWords } from './words.ts'

type ImageSectionProps = {
  form: FormHandle
  /** The container whose place it takes. */
  replaced: string | undefined
}

/** What is run, and under which name. */
export function ImageSection({ form, replaced }: ImageSectionProps) {
  const images = useInventory(form.engine, (inventory) => inventory.images.list)
  const containers = useContainers(form.engine)
  const { recipes } = useSettings()
  const { data: lately } = useQuery({
    queryKey: ['runs', 'images', form.engine],
    queryFn: ({ signal }) => client.runs.images({ engine: form.engine }, { signal }),
  })
  const names = useMemo(
    () =>
      imageNames(
        images,
        containers,
        lately,
        recipes.map((recipe) => recipe.form.image),
      ),
    [images, containers, lately, recipes],
  )
  const { image } = form.draft
  const name = form.value('name')
  const holder = containers.find((other) => other.name === name && other.id !== replaced)
  const said = name === '' ? undefined : nameError(name, [])
  return (
    <Section title="Container">
      <div className="grid gap-x-4 gap-y-3 md:grid-cols-2">
        <Suggest
          label="Image"
          value={image}
          onChange={(next) => form.put({ image: next })}
          options={names}
          placeholder="nginx:alpine"
          error={image === '' ? undefined : form.error('image')}
          description={pullWords(form, image !== '' && hasImage(image, images))}
        />
        <div className="flex flex-col gap-1">
          <Field
            label="Name"
            value={name}
            onChange={(next) => form.setValue('name', next)}
            placeholder="The engine makes one up"
            error={said ?? (holder ? `Another container is named “${name}”.` : undefined) ?? form.error('name')}
          />
          {holder && said === undefined ? (
            <RowError>
              <Button size="small" onClick={() => form.setValue('name', freeName(name, containers))}>
                Use {freeName(name, containers)}
              </Button>
              <Button size="small" onClick={() => removeContainers(form.engine, [holder])}>
                Remove {holder.name}…
              </Button>
            </RowError>
          ) : null}
        </div>
      </div>
      <Command form={form} />
      <div className="grid gap-x-8 gap-y-3 md:grid-cols-2">
        <Switch
          checked={form.isOn('interactive') && form.isOn('tty')}
          onChange={(on) => {
            const flags = { ...form.draft.flags }
            delete flags.interactive
            delete flags.tty
            form.put({ flags: on ? { ...flags, interactive: ['true'], tty: ['true'] } : flags })
          }}
          description="For shells and programs that ask."
        >
          Interactive terminal
        </Switch>
        <Switch
          checked={form.isOn('rm')}
          onChange={(on) => form.setOn('rm', on)}
          description={form.error('rm') ?? 'With its volumes that have no name.'}
        >
          Remove when it exits
        </Switch>
      </div>
    </Section>
  )
}

function Command({ form }: { form: FormHandle }) {
  const { command } = form.draft
  const { words } = splitWords(command)
  const shell = needsShell(words)
  const dropped = form.draft.flags.entrypoint?.[0] === ''
  return (
    <div className="grid gap-x-4 gap-y-3 md:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-1">
        <Field
          label="Command"
          value={command}
          onChange={(next) => form.put({ command: next })}
          placeholder="As the image says"
          className="[&_input]:font-mono [&_input]:text-sm"
          error={form.error('command')}
          description="Words, quoted as in a shell. The program gets them as they are."
        />
        {shell === undefined ? null : (
          <p className="flex flex-wrap items-center gap-2 text-sm text-warn">
            <span>
              Only a shell acts on <code className="font-mono">{shell}</code>.
            </span>
            <Button size="small" onClick={() => form.put({ command: `sh -c '${command.replaceAll("'", `'\\''`)}'` })}>
              Run it in a shell
            </Button>
          </p>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <Field
          label="Entrypoint"
          value={form.value('entrypoint')}
          onChange={(next) => form.setValue('entrypoint', next)}
          placeholder={dropped ? 'None: the command is the program' : 'As the image says'}
          className="[&_input]:font-mono [&_input]:text-sm"
          error={form.error('entrypoint')}
          description="One program; the command is what it is called with."
        />
        {form.value('entrypoint') === '' ? (
          <Button
            size="small"
            className="self-start"
            aria-pressed={dropped}
            onClick={() => form.setValues('entrypoint', dropped ? [] : [''])}
          >
            {dropped ? 'Take the image’s entrypoint' : 'Drop the image’s entrypoint'}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function pullWords(form: FormHandle, known: boolean): string | undefined {
  const pull = form.value('pull')
  if (form.draft.image === '') return 'A name with a tag, or an id.'
  if (pull === 'always') return 'It is pulled first, though it may be on the engine.'
  if (known) return 'On the engine.'
  return pull === 'never'
    ? 'Not on the engine, and it may not be pulled.'
    : 'Not on the engine yet: it is pulled first.'
}

/** The name with the first number that nobody has. */
function freeName(name: string, containers: readonly { name: string }[]): string {
  const taken = new Set(containers.map((other) => other.name))
  const stem = name.replace(/-\d+$/, '')
  for (let number = 2; ; number++) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`
}
