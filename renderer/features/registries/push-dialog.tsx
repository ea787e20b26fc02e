import { transferCommand } from '../../../contract/image-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Suggest } from '../../components/suggest.tsx'
import { Switch } from '../../components/switch.tsx'
import { useInventory } from '../../lib/inventory.ts'
import { useSettings } from '../../lib/settings.ts'
import { type Asked, asked } from './asked.ts'
import { hostName, pushWarning, readName } from './names.ts'
import { PlatformField, platformError } from './platform-field.tsx'
import { SignInLine } from './sign-in-line.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import { useTransferForm } from './use-transfer-form.tsx'

type PushDialogProps = { start: Extract<Asked, { dialog: 'push' }>; onClose: () => void }

/** Pushes an image: first under which name, then how far it is. */
export function PushDialog({ start, onClose }: PushDialogProps) {
  const { engine } = start
  const { fields, read, good, reference, options, begun, problem, busy, begin, back, whenFailed } =
    useTransferForm(start)
  const { text, setText, platform, setPlatform, allTags, setAllTags } = fields
  const { showCommands } = useSettings()
  const images = useInventory(engine, (inventory) => inventory.images.list)
  const tags = images.flatMap((image) => image.tags).sort()
  const there = good && tags.some((tag) => sameImage(tag, good.whole, allTags ? good.reference.name : undefined))
  const warning = pushWarning(read)

  if (begun && good) {
    return (
      <TransferDialog
        title={`Push ${reference}`}
        description={allTags ? `Every tag of ${good.reference.name}` : good.whole}
        begun={begun}
        onRetry={begin}
        onBack={back}
        onClose={onClose}
        whenFailed={whenFailed}
      />
    )
  }
  const error =
    read && 'error' in read ? read.error : good && !there ? 'The engine has no image of this name.' : undefined
  return (
    <FormDialog
      title="Push image"
      confirm="Push"
      ready={good !== undefined && there === true && platformError(platform) === undefined}
      busy={busy}
      onSubmit={begin}
      onClose={onClose}
    >
      <div className="flex flex-col gap-1">
        <Suggest
          label="Image"
          value={text}
          onChange={setText}
          options={tags}
          placeholder="ghcr.io/ann/app:1.0"
          error={error}
          description={
            good ? (
              <>
                Goes to {hostName(good.host)} as <code className="font-mono text-ink-2">{good.whole}</code>
              </>
            ) : (
              'The name says where it goes.'
            )
          }
          autoFocus
        />
        {warning !== undefined && error === undefined ? (
          <p className="flex flex-wrap items-center gap-2 text-sm text-warn">
            <span className="min-w-0 flex-1">{warning}</span>
            <Button size="small" onClick={() => asked.set({ dialog: 'tag', engine, source: reference })}>
              Tag it…
            </Button>
          </p>
        ) : null}
      </div>
      <PlatformField
        value={platform}
        onChange={setPlatform}
        description="Of an image for several platforms, this one alone. Needs a current engine."
      />
      <Switch checked={allTags} onChange={setAllTags} description="All that the engine has of this repository.">
        Every tag
      </Switch>
      {good ? <SignInLine host={good.host} onward={{ dialog: 'push', engine, ...options }} /> : null}
      {problem ? <ProblemView problem={problem} /> : null}
      {showCommands && good ? <CommandLine command={transferCommand('push', options)} /> : null}
    </FormDialog>
  )
}

/** Whether a tag of the engine is the image, or with a repository: one of its tags. */
function sameImage(tag: string, whole: string, repository: string | undefined): boolean {
  const read = readName(tag)
  if (!read || 'error' in read) return false
  return repository === undefined ? read.whole === whole : read.reference.name === repository
}
