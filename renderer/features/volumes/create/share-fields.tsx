import { Field } from '../../../components/field.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import type { CreateForm } from './form.ts'

const VERSIONS = [
  { value: '4', label: '4' },
  { value: '4.1', label: '4.1' },
  { value: '4.2', label: '4.2' },
  { value: '3', label: '3' },
]

type ShareFieldsProps = { form: CreateForm; onChange: (part: Partial<CreateForm>) => void }

/** Which folder of which server a volume is. */
export function ShareFields({ form, onChange }: ShareFieldsProps) {
  const { kind, server, share, version, user, password, readOnly } = form
  const nfs = kind === 'nfs'
  return (
    <>
      <div className="flex gap-3 max-sm:flex-col">
        <Field
          label="Server"
          value={server}
          onChange={(next) => onChange({ server: next })}
          error={server.includes(',') ? 'A name or an address has no comma.' : undefined}
          placeholder="nas.local"
          className="flex-1"
        />
        <Field
          label={nfs ? 'Folder on it' : 'Share'}
          value={share}
          onChange={(next) => onChange({ share: next })}
          placeholder={nfs ? '/export/data' : 'data'}
          className="flex-1"
        />
      </div>
      {nfs ? (
        <Select
          label="NFS version"
          value={version}
          options={VERSIONS}
          onChange={(next) => onChange({ version: next })}
          className="justify-between"
        />
      ) : (
        <div className="flex gap-3 max-sm:flex-col">
          <Field
            label="User"
            value={user}
            onChange={(next) => onChange({ user: next })}
            description="Empty for a guest."
            className="flex-1"
          />
          <Field
            label="Password"
            type="password"
            autoComplete="off"
            value={password}
            disabled={user.trim() === ''}
            onChange={(next) => onChange({ password: next })}
            error={password.includes(',') ? 'The engine can’t take one with a comma.' : undefined}
            description="The engine keeps it readable: whoever inspects the volume sees it."
            className="flex-1"
          />
        </div>
      )}
      <Switch checked={readOnly} onChange={(next) => onChange({ readOnly: next })}>
        Read-only
      </Switch>
    </>
  )
}
