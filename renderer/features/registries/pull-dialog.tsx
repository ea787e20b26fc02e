import { useNavigate } from '@tanstack/react-router'
import { transferCommand } from '../../../contract/image-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Field } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Switch } from '../../components/switch.tsx'
import { EMPTY, fillRun } from '../../lib/run-draft.ts'
import { useSettings } from '../../lib/settings.ts'
import { type Asked, asked } from './asked.ts'
import { PlatformField, platformError } from './platform-field.tsx'
import { SignInLine } from './sign-in-line.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import { useTransferForm } from './use-transfer-form.tsx'

type PullDialogProps = { start: Extract<Asked, { dialog: 'pull' }>; onClose: () => void }

/** Pulls an image: first which one, then how far it is. */
export function PullDialog({ start, onClose }: PullDialogProps) {
  const { engine } = start
  const { fields, read, good, reference, options, begun, problem, busy, begin, back, whenFailed } =
    useTransferForm(start)
  const { text, setText, platform, setPlatform, allTags, setAllTags } = fields
  const { showCommands } = useSettings()
  const navigate = useNavigate()

  if (begun && good) {
    return (
      <TransferDialog
        title={`Pull ${reference}`}
        description={allTags ? `Every tag of ${good.reference.name}` : good.whole}
        begun={begun}
        onRetry={begin}
        onBack={back}
        onClose={onClose}
        whenDone={
          <>
            <Button onClick={() => asked.set({ dialog: 'pull', engine, reference: '' })}>Pull another</Button>
            {allTags ? null : (
              <Button
                onClick={() => {
                  fillRun({ ...EMPTY, command: [], image: reference })
                  onClose()
                  void navigate({ to: '/run' })
                }}
              >
                Run it…
              </Button>
            )}
          </>
        }
        whenFailed={whenFailed}
      />
    )
  }
  const error = read && 'error' in read ? read.error : undefined
  return (
    <FormDialog
      title="Pull image"
      confirm="Pull"
      ready={good !== undefined && platformError(platform) === undefined}
      busy={busy}
      onSubmit={begin}
      onClose={onClose}
    >
      <Field
        label="Image"
        value={text}
        onChange={setText}
        placeholder="nginx:alpine"
        error={error}
        description={
          good ? (
            <>
              Read as{' '}
              <code className="font-mono text-ink-2">{allTags ? `${good.reference.name}, every tag` : good.whole}</code>
            </>
          ) : (
            'A name with a tag, as in nginx:alpine or quay.io/coreos/etcd:v3.5.4.'
          )
        }
        autoFocus
      />
      <PlatformField value={platform} onChange={setPlatform} description="For an image that is made for several." />
      <Switch checked={allTags} onChange={setAllTags} description="The whole repository, which may be very much.">
        Every tag
      </Switch>
      {good ? <SignInLine host={good.host} onward={{ dialog: 'pull', engine, ...options }} /> : null}
      {problem ? <ProblemView problem={problem} /> : null}
      {showCommands && good ? <CommandLine command={transferCommand('pull', options)} /> : null}
    </FormDialog>
  )
}
