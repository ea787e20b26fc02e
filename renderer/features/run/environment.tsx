import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Input } from '../../components/field.tsx'
import { COLUMN_HEADS, RowError, Rows, replaced, without } from '../../components/rows.tsx'
import { Section } from '../../components/section.tsx'
import { envLines, envMerged, envRow } from './env-lines.ts'
import type { FormHandle } from './form-handle.ts'
import { LoadEnv } from './load-env.tsx'

/** The environment variables, one by one or a whole .env text at once. */
export function Environment({ form }: { form: FormHandle }) {
  const [loading, setLoading] = useState(false)
  const values = form.values('env')
  const change = (at: number, key: string, value: string | undefined) =>
    form.setValues('env', replaced(values, at, value === undefined ? key : `${key}=${value}`))
  return (
    <Section title="Environment">
      <Rows
        thing="variable"
        values={values}
        onAdd={() => form.setValues('env', [...values, ''])}
        onRemove={(at) => form.setValues('env', without(values, at))}
        head={
          <div aria-hidden className={COLUMN_HEADS}>
            <span className="flex-1">Variable</span>
            <span className="flex-[2]">Value</span>
          </div>
        }
        row={(whole, at) => {
          const { key, value } = envRow(whole)
          return (
            <>
              <Input
                aria-label="Variable"
                aria-invalid={form.error('env', at) !== undefined || undefined}
                placeholder="NAME"
                className="flex-1 font-mono text-sm"
                value={key}
                onChange={(event) => change(at, event.target.value.replaceAll('=', ''), value)}
                onPaste={(event) => {
                  // Lines of a file pasted into one field are that file’s variables.
                  const text = event.clipboardData.getData('text')
                  if (!/[\n=]/.test(text.trim())) return
                  event.preventDefault()
                  form.setValues('env', envMerged(without(values, at), envLines(text.trim())))
                }}
              />
              <Input
                aria-label="Value"
                placeholder={key === '' ? '' : value === undefined ? 'As where Slipway runs' : 'Empty'}
                className="flex-[2] font-mono text-sm"
                value={value ?? ''}
                onChange={(event) => change(at, key, event.target.value)}
              />
            </>
          )
        }}
        error={(at) => {
          const wrong = form.error('env', at)
          return wrong === undefined || values[at] === '' ? null : <RowError>{wrong}</RowError>
        }}
        actions={
          <Button size="small" onClick={() => setLoading(true)}>
            Load .env
          </Button>
        }
      />
      {loading ? (
        <LoadEnv
          onClose={() => setLoading(false)}
          onTake={(lines) => form.setValues('env', envMerged(values, lines))}
        />
      ) : null}
    </Section>
  )
}
