import { FileUp } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { desktop } from '../../../lib/desktop.ts'

type TarDropProps = { disabled: boolean; onFile: (file: File) => void; children: ReactNode }

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

/** Takes a file that is dropped on the page. In the desktop, whose host reads files by their paths, it is not offered. */
export function TarDrop({ disabled, onFile, children }: TarDropProps) {
  const [over, setOver] = useState(false)
  if (desktop()) return children
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen by the button Load, too.
    <div
      className="relative flex min-h-0 flex-1 flex-col"
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
        const [file] = event.dataTransfer.files
        if (file && !disabled) onFile(file)
      }}
    >
      {children}
      {over ? (
        <div className="pointer-events-none absolute inset-2 z-10 flex items-center justify-center gap-2 rounded-xl border-2 border-accent border-dashed bg-canvas/85 font-medium text-lg">
          <FileUp className="size-5 text-accent" aria-hidden />
          Drop a tar file to load its images
        </div>
      ) : null}
    </div>
  )
}
