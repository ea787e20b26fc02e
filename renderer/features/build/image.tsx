import { Field } from '../../components/field.tsx'
import { RowError, Rows, replaced, without } from '../../components/rows.tsx'
import { Section } from '../../components/section.tsx'
import { Select } from '../../components/select.tsx'
import { Suggest } from '../../components/suggest.tsx'
import { Switch } from '../../components/switch.tsx'
import type { BuildHandle } from './handle.ts'

const PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/386', 'linux/riscv64', 'linux/s390x']
const BUILDERS = [
  { value: 'usual', label: 'As docker does' },
  { value: 'buildkit', label: 'BuildKit' },
  { value: 'classic', label: 'Classic builder' },
] as const

/** What the image is called, and which of it is built. */
export function ImageSection({ form }: { form: BuildHandle }) {
  const { draft } = form
  const stages = form.place?.stages.flatMap(({ name }) => name ?? []) ?? []
  const known = draft.target === undefined || draft.target === '' || stages.includes(draft.target)
  return (
    <Section title="Image">
      <Rows
        thing="name"
        values={draft.tags}
        onAdd={() => form.put({ tags: [...draft.tags, ''] })}
        onRemove={(at) => form.put({ tags: without(draft.tags, at) })}
        head={
          <div aria-hidden className="font-medium">
            Name
          </div>
        }
        row={(tag, at) => (
          <Field
            label="Name"
            hideLabel
            className="flex-1"
            value={tag}
            placeholder="app:1.0"
            onChange={(next) => form.put({ tags: replaced(draft.tags, at, next) })}
          />
        )}
        error={(at) => {
          const tag = draft.tags[at] ?? ''
          const wrong = tag === '' ? undefined : form.error('tags', at)
          return wrong === undefined ? null : <RowError>{wrong}</RowError>
        }}
      />
      <div className="grid gap-x-4 gap-y-3 md:grid-cols-2">
        <Suggest
          label="Target"
          value={draft.target ?? ''}
          onChange={(target) => form.put({ target })}
          options={stages}
          placeholder="The last stage"
          description={stagesText(form, known)}
        />
        <Suggest
          label="Platform"
          value={draft.platforms.join(',')}
          onChange={(platform) => form.put({ platforms: platform === '' ? [] : platform.split(',') })}
          options={PLATFORMS}
          placeholder="The engine’s own"
          error={form.error('platforms')}
          description="Steps for another processor need its emulation on the engine."
        />
        <Switch
          checked={draft.noCache}
          onChange={(noCache) => form.put({ noCache })}
          description="Every step runs, also those that did before."
        >
          Without the cache
        </Switch>
        <Switch
          checked={draft.pull}
          onChange={(pull) => form.put({ pull })}
          description="Looks for newer base images, though they may be on the engine."
        >
          Pull base images
        </Switch>
        <Switch
          checked={draft.more.push?.at(-1) === 'true'}
          onChange={(push) => {
            const { push: _, ...more } = draft.more
            form.put({ more: push ? { ...more, push: ['true'] } : more })
          }}
          description={form.error('push') ?? 'By each of its names, when it is built.'}
        >
          Push the image
        </Switch>
      </div>
      <div className="flex flex-col gap-1">
        <Select
          label="Builder"
          value={draft.builder ?? 'usual'}
          options={BUILDERS}
          onChange={(builder) => {
            const { builder: _, ...rest } = draft
            form.put({ ...rest, builder: builder === 'usual' ? undefined : builder })
          }}
        />
        {form.error('builder') ? <p className="text-bad text-sm">{form.error('builder')}</p> : null}
        {draft.builder === undefined && form.builder ? (
          <p className="text-ink-3 text-sm">
            On this engine that is {form.builder === 'buildkit' ? 'BuildKit' : 'the classic builder'}.
          </p>
        ) : null}
      </div>
    </Section>
  )
}

function stagesText({ place }: BuildHandle, known: boolean): string | undefined {
  if (!known) return 'The Dockerfile names no such stage.'
  if (!place || place.stages.length < 2) return 'The stage to build up to.'
  return `${place.stages.length} stages: ${place.stages.map(({ name, from }) => name ?? from).join(', ')}.`
}
