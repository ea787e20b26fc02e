import { Upload } from 'lucide-react'
import { buttonClass } from '../../../components/button.tsx'
import { Field } from '../../../components/field.tsx'
import { Segments } from '../../../components/segments.tsx'
import { desktop } from '../../../lib/desktop.ts'
import { size } from '../../../lib/format.ts'
import { FileField } from '../../host-files/index.ts'
import type { Reading } from './asked.ts'

export type Way = 'file' | 'upload' | 'address'
export type Source = { way: Way; path: string; upload: File | undefined; url: string }

/** What is wrong with an address as it is typed. */
export function addressError(text: string): string | undefined {
  if (text.trim() === '') return undefined
  return /^https?:\/\/[^\s/]/.test(text.trim()) ? undefined : 'As in https://example.com/root.tar.gz.'
}

/** Whether a source is said. */
export const isSaid = ({ way, path, upload, url }: Source): boolean =>
  way === 'file'
    ? path.trim() !== ''
    : way === 'upload'
      ? upload !== undefined
      : url.trim() !== '' && addressError(url) === undefined

type SourceFieldProps = { reading: Reading; source: Source; onChange: (change: Partial<Source>) => void }

/** Where a tar file is: on the host’s computer, with this browser, or for an import at an address. */
export function SourceField({ reading, source, onChange }: SourceFieldProps) {
  const { way, path, upload, url } = source
  const ways: { value: Way; label: string }[] = [
    { value: 'file', label: 'From a file' },
    // The desktop’s window is on the same computer.
    ...(desktop() ? [] : [{ value: 'upload' as const, label: 'Upload' }]),
    ...(reading === 'import' ? [{ value: 'address' as const, label: 'From an address' }] : []),
  ]
  return (
    <>
      {ways.length > 1 ? (
        <div className="flex">
          <Segments label="Where the file is" value={way} options={ways} onChange={(next) => onChange({ way: next })} />
        </div>
      ) : null}
      {way === 'file' ? (
        <FileField
          label="File"
          title="Choose a tar file"
          value={path}
          onChange={(next) => onChange({ path: next })}
          description="On the computer where Slipway runs; packed by gzip, bzip2 or xz, too."
          autoFocus
        />
      ) : null}
      {way === 'upload' ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <label className={`${buttonClass()} focus-within:outline-2 focus-within:outline-accent`}>
            <Upload aria-hidden />
            {upload ? 'Choose another file' : 'Choose a file of this browser'}
            <input
              type="file"
              className="sr-only"
              onChange={(event) => {
                const [file] = event.target.files ?? []
                if (file) onChange({ upload: file })
                event.target.value = ''
              }}
            />
          </label>
          {upload ? (
            <p className="wrap-anywhere min-w-0 text-ink-2">
              {upload.name} <span className="tnum text-ink-3">{size(upload.size)}</span>
            </p>
          ) : null}
          <p className="w-full text-ink-3 text-sm">Sent to the engine as it is read. Keep this page open meanwhile.</p>
        </div>
      ) : null}
      {way === 'address' ? (
        <Field
          label="Address"
          value={url}
          onChange={(next) => onChange({ url: next })}
          placeholder="https://example.com/root.tar.gz"
          description="The engine gets it from there by itself."
          error={addressError(url)}
          autoFocus
        />
      ) : null}
    </>
  )
}
