import { FileUp, FolderUp, Upload } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { desktop } from '../../lib/desktop.ts'
import { usePath } from '../host-files/index.ts'

type UploadMenuProps = {
  disabled: boolean
  /** Files that were chosen in this browser. */
  onFiles: (files: readonly File[]) => void
  /** A path of the computer where the host runs. */
  onPath: (path: string) => void
}

/** Chooses what to upload: files or a folder, of this browser or of the computer where Slipway runs. */
export function UploadMenu({ disabled, onFiles, onPath }: UploadMenuProps) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const file = usePath({ kind: 'file', title: 'Upload a file', at: '' }, onPath)
  const whole = usePath({ kind: 'folder', title: 'Upload a folder', at: '' }, onPath)
  const here = desktop() === undefined
  const chosen = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])])
    input.value = ''
  }
  const where = here ? ' of Slipway’s computer' : ''
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button disabled={disabled}>
            <Upload aria-hidden />
            Upload
          </Button>
        }
      >
        {here ? (
          <>
            <MenuItem icon={FileUp} onClick={() => files.current?.click()}>
              Files…
            </MenuItem>
            <MenuItem icon={FolderUp} onClick={() => folder.current?.click()}>
              Folder…
            </MenuItem>
          </>
        ) : null}
        <MenuItem icon={FileUp} onClick={file.ask}>
          File{where}…
        </MenuItem>
        <MenuItem icon={FolderUp} onClick={whole.ask}>
          Folder{where}…
        </MenuItem>
      </Menu>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder to upload"
        {...{ webkitdirectory: '' }}
        onChange={(event) => chosen(event.currentTarget)}
      />
      {file.dialog}
      {whole.dialog}
    </>
  )
}
