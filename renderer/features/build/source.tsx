import { FileCode2 } from 'lucide-react'
import { isAddress } from '../../../contract/build-context.ts'
import type { BuildPlace } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Section } from '../../components/section.tsx'
import { count, size } from '../../lib/format.ts'
import { FileField, FolderField } from '../host-files/index.ts'
import type { BuildHandle } from './handle.ts'
import { useSize } from './use-place.ts'

/** The folder that is built, and its Dockerfile. */
export function SourceSection({ form, onEdit }: { form: BuildHandle; onEdit: () => void }) {
  const { draft, place, problem } = form
  const relative = draft.context !== '' && form.error('context')
  const remote = isAddress(draft.context.trim())
  return (
    <Section
      title="Source"
      actions={
        <Button size="small" disabled={draft.context === '' || remote} onClick={onEdit}>
          <FileCode2 aria-hidden />
          {place ? 'Edit the Dockerfile' : 'Write a Dockerfile'}
        </Button>
      }
    >
      <div className="grid gap-x-4 gap-y-3 md:grid-cols-2">
        <FolderField
          label="Folder or address"
          value={draft.context}
          onChange={(context) => form.put({ context })}
          placeholder="/home/me/app"
          title="Choose the folder to build"
          error={relative || undefined}
          description={remote ? undefined : 'Of this computer, or of a git repository or tar file.'}
        />
        {remote ? (
          <Field
            label="Dockerfile"
            value={draft.file ?? ''}
            onChange={(file) => form.put({ file })}
            placeholder="Dockerfile"
            description="Its path behind the address."
            error={form.error('file')}
          />
        ) : (
          <FileField
            label="Dockerfile"
            value={draft.file ?? ''}
            onChange={(file) => form.put({ file })}
            placeholder={place?.dockerfile.name ?? 'Dockerfile'}
            title="Choose the Dockerfile"
          />
        )}
      </div>
      {problem && !relative ? (
        <p role="alert" className="text-bad text-sm">
          {problem.what} <span className="text-ink-2">{problem.next}</span>
        </p>
      ) : null}
      {place && !problem ? <Sent form={form} place={place} /> : null}
      {remote && !relative ? (
        <p className="text-ink-2 text-sm">
          The engine gets it by itself: nothing of this computer is sent. #main behind a repository names a branch;
          newer engines take a folder of it, too: #main:folder.
        </p>
      ) : null}
    </Section>
  )
}

/** How much is sent, so that a folder chosen by mistake is seen before. */
function Sent({ form, place }: { form: BuildHandle; place: BuildPlace }) {
  const { size: sent, problem } = useSize(form.engine, place, form.builder)
  const ignored = place.ignore
    ? `.dockerignore has ${count(place.ignore.patterns, 'pattern')}`
    : 'There is no .dockerignore, so everything in the folder can be sent'
  if (problem)
    return (
      <p role="alert" className="text-bad text-sm">
        {problem.what} <span className="text-ink-2">{problem.next}</span>
      </p>
    )
  const largest = sent && sent.bytes > 1_000_000 ? sent.largest.filter(({ bytes }) => bytes > sent.bytes / 10) : []
  return (
    <p className="wrap-anywhere text-ink-2 text-sm" role="status">
      {sent ? (
        <>
          {form.builder === 'buildkit' ? 'Sends what the Dockerfile copies of' : 'Sends'}{' '}
          <span className="tnum font-medium text-ink">
            {sent.more ? 'more than ' : ''}
            {count(sent.files, 'file')}, {size(sent.bytes)}
          </span>
          . {ignored}.
          {largest.length > 0
            ? ` The largest: ${largest.map(({ name, bytes }) => `${name} (${size(bytes)})`).join(', ')}.`
            : ''}
        </>
      ) : (
        'Counting the files…'
      )}
    </p>
  )
}
