import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { memory } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { toastDone } from '../../lib/toasts.ts'
import { draftOf, EMPTY_FORM, type EngineForm, speaksTls } from './draft.ts'
import { TrustKey } from './trust-key.tsx'

/** Asks for an engine’s address, tries it, and keeps it. */
export function AddEngineDialog({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState<EngineForm>(EMPTY_FORM)
  const test = useMutation({ mutationFn: (draft: EngineForm) => client.engines.test(draftOf(draft)) })
  const add = useMutation({
    mutationFn: (draft: EngineForm) => client.engines.add(draftOf(draft)),
    onSuccess: ({ command }) => {
      toastDone(`Added ${draftOf(form).name}`, command)
      onClose()
    },
  })
  const change = (part: Partial<EngineForm>) => {
    setForm({ ...form, ...part })
    test.reset()
    add.reset()
  }
  const ready = form.address.trim() !== '' && !test.isPending && !add.isPending
  const wrong = test.error
    ? asProblem(test.error, 'The engine did not answer.')
    : add.error
      ? asProblem(add.error, 'The engine could not be added.')
      : undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add engine"
      description="A Docker or Podman service on this computer or on another one."
      actions={
        <>
          <Button disabled={!ready} onClick={() => test.mutate(form)}>
            {test.isPending ? 'Testing…' : 'Test connection'}
          </Button>
          <Button look="primary" disabled={!ready} onClick={() => add.mutate(form)}>
            Add
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label="Address"
          value={form.address}
          onChange={(address) => change({ address })}
          placeholder="unix:///var/run/docker.sock"
          description="As DOCKER_HOST has it: unix:///path, npipe:////./pipe/name, tcp://host:port, or ssh://user@host."
          autoFocus
        />
        <Field label="Name" value={form.name} onChange={(name) => change({ name })} placeholder="What you call it" />
        {speaksTls(form.address) ? <TlsFields form={form} onChange={change} /> : null}
        <div aria-live="polite" ref={test.data ? intoView : undefined}>
          {test.data ? (
            <p className="rounded-lg bg-good-soft px-3 py-2 text-good">
              It answers: {test.data.product === 'podman' ? 'Podman' : 'Docker'} {test.data.version} on{' '}
              {test.data.operatingSystem}, {test.data.cpus} CPUs, {memory(test.data.memory)}.
            </p>
          ) : null}
        </div>
        {wrong ? (
          <div ref={intoView}>
            <ProblemView
              problem={wrong}
              actions={wrong.hostKey ? <TrustKey problem={wrong} onTrusted={() => test.mutate(form)} /> : undefined}
            />
          </div>
        ) : null}
      </div>
    </Dialog>
  )
}

/** The answer is below a long form; it must not go unseen. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

type TlsFieldsProps = { form: EngineForm; onChange: (part: Partial<EngineForm>) => void }

function TlsFields({ form, onChange }: TlsFieldsProps) {
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <Switch
        checked={form.tls}
        onChange={(tls) => onChange({ tls })}
        description="Without it, whoever can reach the port has full power over that computer."
      >
        Use TLS
      </Switch>
      {form.tls ? (
        <>
          <Field
            label="CA certificate"
            value={form.ca}
            onChange={(ca) => onChange({ ca })}
            placeholder="/home/me/.docker/ca.pem"
            description="Path of the file on the host’s computer; without it the system’s own list is used."
          />
          <Field
            label="Client certificate"
            value={form.cert}
            onChange={(cert) => onChange({ cert })}
            placeholder="/home/me/.docker/cert.pem"
          />
          <Field
            label="Client key"
            value={form.key}
            onChange={(key) => onChange({ key })}
            placeholder="/home/me/.docker/key.pem"
          />
          <Switch
            checked={form.verify}
            onChange={(verify) => onChange({ verify })}
            description="Refuse a server whose certificate does not fit."
          >
            Verify the server
          </Switch>
        </>
      ) : null}
    </div>
  )
}
