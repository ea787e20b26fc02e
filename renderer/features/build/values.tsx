import { Plus } from 'lucide-react'
import type { BuildSecret } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Input } from '../../components/field.tsx'
import { RowError, Rows, without } from '../../components/rows.tsx'
import { Section } from '../../components/section.tsx'
import { Select } from '../../components/select.tsx'
import { FileField } from '../host-files/index.ts'
import type { BuildHandle } from './handle.ts'

/** The list with a change to one of its items. */
function changed<T>(items: readonly T[], at: number, change: Partial<T>): T[] {
  return items.map((item, index) => (index === at ? { ...item, ...change } : item))
}

const MONO = 'font-mono text-sm'

/** Build arguments; those that the Dockerfile declares are proposed. */
export function ArgsSection({ form }: { form: BuildHandle }) {
  const { args, labels } = form.draft
  const proposed = (form.place?.args ?? []).filter(({ name }) => args.every(({ key }) => key !== name))
  const normally = (key: string) => form.place?.args.find(({ name }) => name === key)?.normally
  return (
    <Section title="Arguments and labels">
      <Rows
        thing="argument"
        values={args.map(({ key }) => key)}
        onAdd={() => form.put({ args: [...args, { key: '', value: '' }] })}
        onRemove={(at) => form.put({ args: without(args, at) })}
        row={(key, at) => (
          <>
            <Input
              aria-label="Argument"
              className={`flex-1 ${MONO}`}
              placeholder="NAME"
              value={key}
              onChange={(event) =>
                form.put({ args: changed(args, at, { key: event.target.value.replaceAll('=', '') }) })
              }
            />
            <Input
              aria-label="Value"
              className={`flex-[2] ${MONO}`}
              placeholder={args[at]?.value === undefined ? 'As where Slipway runs' : (normally(key) ?? 'Empty')}
              value={args[at]?.value ?? ''}
              onChange={(event) => form.put({ args: changed(args, at, { value: event.target.value }) })}
            />
          </>
        )}
        error={(at) => {
          const wrong = args[at]?.key === '' ? undefined : form.error('args', at)
          return wrong === undefined ? null : <RowError>{wrong}</RowError>
        }}
        actions={proposed.map(({ name, normally: value }) => (
          <Button
            key={name}
            size="small"
            look="quiet"
            title={value === undefined ? 'The Dockerfile declares it' : `The Dockerfile says ${value}`}
            onClick={() => form.put({ args: [...args, { key: name, value: value ?? '' }] })}
          >
            <Plus aria-hidden />
            <span className={MONO}>{name}</span>
          </Button>
        ))}
      />
      <Rows
        thing="label"
        values={labels.map(({ key }) => key)}
        onAdd={() => form.put({ labels: [...labels, { key: '', value: '' }] })}
        onRemove={(at) => form.put({ labels: without(labels, at) })}
        row={(key, at) => (
          <>
            <Input
              aria-label="Label"
              className={`flex-1 ${MONO}`}
              placeholder="org.opencontainers.image.version"
              value={key}
              onChange={(event) => form.put({ labels: changed(labels, at, { key: event.target.value }) })}
            />
            <Input
              aria-label="Label’s value"
              className={`flex-[2] ${MONO}`}
              value={labels[at]?.value ?? ''}
              onChange={(event) => form.put({ labels: changed(labels, at, { value: event.target.value }) })}
            />
          </>
        )}
      />
    </Section>
  )
}

const FROM = [
  { value: 'file', label: 'File' },
  { value: 'variable', label: 'Variable' },
] as const

/** What the build may read without its becoming part of the image. */
export function SecretsSection({ form }: { form: BuildHandle }) {
  const { secrets } = form.draft
  const put = (at: number, secret: BuildSecret) =>
    form.put({ secrets: secrets.map((old, index) => (index === at ? secret : old)) })
  const wrong = secrets.length > 0 ? form.error('secrets') : undefined
  return (
    <Section title="Secrets">
      <p className="text-ink-3 text-sm">
        Steps read them with <code className="font-mono">RUN --mount=type=secret,id=…</code>; they are in no layer.
      </p>
      <Rows
        thing="secret"
        values={secrets.map(({ id }) => id)}
        onAdd={() => form.put({ secrets: [...secrets, { id: '', file: '' }] })}
        onRemove={(at) => form.put({ secrets: without(secrets, at) })}
        row={(id, at) => {
          const { file, variable } = secrets[at] ?? {}
          const from = variable === undefined && file !== undefined ? 'file' : 'variable'
          return (
            <div className="grid flex-1 gap-2 sm:grid-cols-[1fr_auto_2fr]">
              <Input
                aria-label="Secret’s id"
                className={MONO}
                placeholder="id"
                value={id}
                onChange={(event) => put(at, { ...secrets[at], id: event.target.value })}
              />
              <Select
                label="Comes from"
                hideLabel
                value={from}
                options={FROM}
                onChange={(next) => put(at, next === 'file' ? { id, file: '' } : { id, variable: '' })}
              />
              {from === 'file' ? (
                <FileField
                  label="Secret’s file"
                  hideLabel
                  value={file ?? ''}
                  onChange={(next) => put(at, { id, file: next })}
                  placeholder="/home/me/token.txt"
                />
              ) : (
                <Input
                  aria-label="Secret’s variable"
                  className={MONO}
                  placeholder={id === '' ? 'NAME' : id}
                  value={variable ?? ''}
                  onChange={(event) => put(at, { id, variable: event.target.value })}
                />
              )}
            </div>
          )
        }}
      />
      {wrong === undefined ? null : <RowError>{wrong}</RowError>}
    </Section>
  )
}
