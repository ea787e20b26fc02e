import { ArrowUp, House } from 'lucide-react'
import { useState } from 'react'
import type { HostFolder } from '../../../contract/index.ts'
import { Input } from '../../components/field.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Select } from '../../components/select.tsx'

type FolderBarProps = { folder: HostFolder | undefined; path: string; onGo: (path: string) => void }

/** Where one is: the path to change by typing, the way up, the way home, and the drives where there are several. */
export function FolderBar({ folder, path, onGo }: FolderBarProps) {
  const [typed, setTyped] = useState(path)
  const [seen, setSeen] = useState(path)
  if (path !== seen) {
    setSeen(path)
    setTyped(path)
  }
  const { parent, roots = [] } = folder ?? {}
  return (
    <form
      className="flex items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        onGo(typed)
      }}
    >
      <IconButton
        icon={ArrowUp}
        label="Folder above"
        disabled={parent === undefined}
        onClick={() => parent !== undefined && onGo(parent)}
      />
      <IconButton icon={House} label="Home folder" onClick={() => onGo('')} />
      {roots.length > 1 ? (
        <Select
          label="Drive"
          hideLabel
          value={roots.find((root) => path.startsWith(root)) ?? roots[0] ?? ''}
          options={roots.map((root) => ({ value: root, label: root }))}
          onChange={onGo}
        />
      ) : null}
      <Input
        aria-label="Path"
        className="font-mono text-sm"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </form>
  )
}
