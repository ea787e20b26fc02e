import { Field as Base } from '@base-ui/react/field'
import { Field, TextArea } from '../../../components/field.tsx'
import { Labelled } from '../../../components/labelled.tsx'
import type { LoadStart } from './asked.ts'

/** What is said of an image that is made of files; `changes` has a line for each. */
export type ImportForm = { reference: string; message: string; changes: string }

export const importFormOf = ({ reference = '', message = '', changes = [] }: LoadStart): ImportForm => ({
  reference,
  message,
  changes: changes.join('\n'),
})

/** The lines of a Dockerfile that are not empty. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

type ImportFieldsProps = { form: ImportForm; onChange: (form: ImportForm) => void; nameError: string | undefined }

/** Name, message and settings of an image that is made of files. */
export function ImportFields({ form, onChange, nameError }: ImportFieldsProps) {
  return (
    <>
      <Field
        label="Name"
        value={form.reference}
        onChange={(reference) => onChange({ ...form, reference })}
        placeholder="me/system:1"
        description="Without one it is known by its id alone."
        error={nameError}
      />
      <Labelled
        label="Lines of a Dockerfile"
        description="What runs in it, its variables, its ports: one in each line."
      >
        <Base.Control
          render={<TextArea className="min-h-12" />}
          value={form.changes}
          onValueChange={(changes) => onChange({ ...form, changes })}
          placeholder={'CMD ["/bin/sh"]'}
        />
      </Labelled>
      <Field label="Message" value={form.message} onChange={(message) => onChange({ ...form, message })} />
    </>
  )
}
