import { FolderOpen, Upload } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '../../../contract/index.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextArea } from '../../components/field.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { client } from '../../lib/connection.ts'
import { desktop } from '../../lib/desktop.ts'
import { count } from '../../lib/format.ts'
import { asProblem } from '../../lib/problem.ts'
import { usePath } from '../host-files/index.ts'
import { envLines } from './env-lines.ts'

/** A file of variables is far smaller. Bytes. */
const LARGEST = 1024 * 1024

type LoadEnvProps = { onClose: () => void; onTake: (lines: string[]) => void }

/** Takes variables from a .env text: pasted, of a file where the host runs, or of one where the browser does. */
export function LoadEnv({ onClose, onTake }: LoadEnvProps) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const lines = envLines(text)
  const take = (reading: Promise<string>) => {
    setProblem(undefined)
    reading.then(setText, (error) => setProblem(asProblem(error, 'The file could not be read.')))
  }
  const { ask, dialog } = usePath({ kind: 'file', title: 'Open a .env file', at: '' }, (path) =>
    take(client.hostFiles.readText({ path }).then((file) => file.text)),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title="Load .env"
      description="Read as docker run --env-file reads it: quotes belong to the value, # begins a comment line."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={lines.length === 0}
            onClick={() => {
              onTake(lines)
              onClose()
            }}
          >
            Add {lines.length === 0 ? 'variables' : count(lines.length, 'variable')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap gap-2">
          <Button onClick={ask}>
            <FolderOpen aria-hidden />
            Open a file
          </Button>
          {desktop() ? null : (
            <label className={`${buttonClass()} focus-within:outline-2 focus-within:outline-accent`}>
              <Upload aria-hidden />
              Upload from this browser
              <input
                type="file"
                className="sr-only"
                onChange={(event) => {
                  const [file] = event.target.files ?? []
                  if (file) take(textOf(file))
                  event.target.value = ''
                }}
              />
            </label>
          )}
        </div>
        {problem ? <ProblemView problem={problem} /> : null}
        <TextArea
          aria-label="Contents of the .env file"
          rows={10}
          className="min-h-52"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={'POSTGRES_USER=app\nPOSTGRES_DB=shop'}
        />
      </div>
      {dialog}
    </Dialog>
  )
}

async function textOf(file: File): Promise<string> {
  if (file.size > LARGEST) throw new Error('It is larger than 1 MiB.')
  const bytes = await file.arrayBuffer()
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}
