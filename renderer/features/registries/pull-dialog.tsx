import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { transferCommand } from '../../../contract/image-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandLine } from '../../components/command-line.tsx'
import { Field } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { EMPTY, fillRun } from '../../lib/run-draft.ts'
import { useSettings } from '../../lib/settings.ts'
import { type Asked, asked } from './asked.ts'
import { hostName, readName } from './names.ts'
import { PlatformField, platformError } from './platform-field.tsx'
import { SignInLine } from './sign-in-line.tsx'
import { TransferDialog, useBegun } from './transfer-dialog.tsx'

type PullDialogProps = { start: Extract<Asked, { dialog: 'pull' }>; onClose: () => void }

/** Pulls an image: first which one, then how far it is. */
export function PullDialog({ start, onClose }: PullDialogProps) {
  const { engine } = start
  const [text, setText] = useState(start.reference)
  const [platform, setPlatform] = useState(start.platform ?? '')
  const [allTags, setAllTags] = useState(start.allTags ?? false)
  const { showCommands } = useSettings()
  const navigate = useNavigate()
  const read = readName(text)
  const reference = text.trim()
  const good = read && 'whole' in read ? read : undefined
  const options = { reference, ...(platform.trim() && { platform: platform.trim() }), ...(allTags && { allTags }) }
  const again: Asked = { dialog: 'pull', engine, ...options, now: true }
  const {
    begun,
    problem,
    busy,
    start: begin,
    back,
  } = useBegun(() => client.images.pull({ engine, ...options }), 'The pull could not be begun.')
  const beginNow = useEffectEvent(() => {
    if (start.now && good) begin()
  })
  useEffect(() => beginNow(), [])

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
        whenFailed={(code) =>
          code === 'UNAUTHORIZED' ? (
            <Button
              look="primary"
              onClick={() => asked.set({ dialog: 'login', engine, host: good.host, onward: again })}
            >
              Sign in to {hostName(good.host)}…
            </Button>
          ) : null
        }
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
