import { FileUp } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'

type DropZoneProps = {
  disabled: boolean
  folder: string
  onDrop: (transfer: DataTransfer) => void
  children: ReactNode
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

/** Takes files and folders that are dropped. */
export function DropZone({ disabled, folder, onDrop, children }: DropZoneProps) {
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen by the button Upload, too.
    <div
      className="relative flex min-h-0 min-w-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!hasFiles(event)) return
        // Else the browser would leave the page for the file.
        event.preventDefault()
        event.dataTransfer.dropEffect = disabled ? 'none' : 'copy'
        setOver(!disabled)
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false)
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        if (!disabled) onDrop(event.dataTransfer)
      }}
    >
      {children}
      {over ? (
        <div className="pointer-events-none absolute inset-2 z-10 flex items-center justify-center gap-2 rounded-xl border-2 border-accent border-dashed bg-canvas/85 font-medium text-lg">
          <FileUp className="size-5 text-accent" aria-hidden />
          Drop files and folders into {folder}
        </div>
      ) : null}
    </div>
  )
}
