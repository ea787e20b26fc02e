import { useState } from 'react'
import { importCommand, loadCommand } from '../../../../contract/image-commands.ts'
import { InvalidReference, parseReference } from '../../../../contract/image-reference.ts'
import { Button } from '../../../components/button.tsx'
import { CommandLine } from '../../../components/command-line.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Segments } from '../../../components/segments.tsx'
import { client } from '../../../lib/connection.ts'
import { sendFile } from '../../../lib/send-file.ts'
import { useSettings } from '../../../lib/settings.ts'
import { inLastFolder } from '../../host-files/index.ts'
import { PlatformField, platformError, TransferDialog, useBegun } from '../../registries/index.ts'
import type { Asked, Reading } from './asked.ts'
import { ImportFields, type ImportForm, importFormOf, linesOf } from './import-fields.tsx'
import { Loaded } from './loaded.tsx'
import { isSaid, type Source, SourceField } from './source-field.tsx'
import { checkReadable } from './upload.ts'

const READINGS = [
  { value: 'load', label: 'Images' },
  { value: 'import', label: 'Files of a system' },
] as const
const ABOUT: Record<Reading, string> = {
  load: 'Images with their names and layers, as docker save writes them.',
  import: 'A new image with one layer: all files of a tar file, such as docker export writes.',
}

type LoadDialogProps = { start: Extract<Asked, { dialog: 'load' }>; onClose: () => void }

/** Reads a tar file into the engine: first which one and as what, then how far it is, then what it brought. */
export function LoadDialog({ start, onClose }: LoadDialogProps) {
  const { engine } = start
  const [reading, setReading] = useState<Reading>(start.reading)
  const [source, setSource] = useState(() => sourceOf(start))
  const [form, setForm] = useState(() => importFormOf(start))
  const [platform, setPlatform] = useState(start.platform ?? '')
  const { showCommands } = useSettings()
  const importing = reading === 'import'
  const { begun, problem, busy, start: begin, back } = useBegun(() => send(), 'The file could not be read.')
  const said = { ...(platform.trim() && { platform: platform.trim() }) }
  const options = { ...said, ...optionsOf(form) }

  const send = async () => {
    const { upload: file } = source
    if (source.way === 'upload' && file) await checkReadable(file)
    const from =
      source.way === 'upload' && file
        ? { upload: { fileName: file.name, size: file.size } }
        : { path: source.path.trim() }
    const answer = importing
      ? await client.images.import({
          engine,
          from: source.way === 'address' ? { url: source.url.trim() } : from,
          ...options,
        })
      : await client.images.load({ engine, from, ...said })
    if (answer.upload !== undefined && file) sendFile(answer.upload, file)
    return answer
  }

  const file = nameOf(source)
  const title = importing ? 'Import an image' : 'Load images'
  if (begun) {
    return (
      <TransferDialog
        title={title}
        description={<span className="wrap-anywhere">{file}</span>}
        begun={begun}
        onRetry={begin}
        onBack={back}
        onClose={onClose}
        result={({ loaded = [] }) => <Loaded engine={engine} names={loaded} onGo={onClose} />}
        whenDone={
          <Button
            onClick={() => {
              setSource((now) => ({ ...now, path: '', upload: undefined, url: '' }))
              back()
            }}
          >
            Load another
          </Button>
        }
      />
    )
  }
  const wrong = importing && nameError(form.reference) !== undefined
  return (
    <FormDialog
      title={title}
      description={ABOUT[reading]}
      confirm={importing ? 'Import' : 'Load'}
      ready={isSaid(source) && !wrong && platformError(platform) === undefined}
      busy={busy}
      onSubmit={begin}
      onClose={onClose}
    >
      <div className="flex">
        <Segments
          label="What is in the file"
          value={reading}
          options={READINGS}
          onChange={(next) => {
            setReading(next)
            if (next === 'load' && source.way === 'address') setSource({ ...source, way: 'file' })
          }}
        />
      </div>
      <SourceField
        reading={reading}
        source={source}
        onChange={(change) => setSource((now) => ({ ...now, ...change }))}
      />
      {importing ? <ImportFields form={form} onChange={setForm} nameError={nameError(form.reference)} /> : null}
      {importing || start.platform !== undefined ? (
        <PlatformField
          value={platform}
          onChange={setPlatform}
          description={importing ? 'What the files are made for.' : 'That one alone, of an image that has several.'}
        />
      ) : null}
      {problem ? <ProblemView problem={problem} /> : null}
      {showCommands && isSaid(source) ? (
        <CommandLine command={importing ? importCommand(options, file) : loadCommand(said, file)} />
      ) : null}
    </FormDialog>
  )
}

function sourceOf({ source = '', upload }: LoadDialogProps['start']): Source {
  const isAddress = /^https?:\/\//.test(source)
  return {
    way: upload ? 'upload' : isAddress ? 'address' : 'file',
    path: isAddress || source === '' || source === '-' ? '' : inLastFolder(source),
    upload,
    url: isAddress ? source : '',
  }
}

const nameOf = ({ way, path, upload, url }: Source): string =>
  way === 'file' ? path.trim() : way === 'upload' ? (upload?.name ?? '') : url.trim()

function optionsOf({ reference, message, changes }: ImportForm) {
  return {
    changes: linesOf(changes),
    ...(reference.trim() && { reference: reference.trim() }),
    ...(message.trim() && { message: message.trim() }),
  }
}

function nameError(text: string): string | undefined {
  try {
    if (text.trim() !== '') parseReference(text.trim())
    return undefined
  } catch (error) {
    if (error instanceof InvalidReference) return error.message
    throw error
  }
}
