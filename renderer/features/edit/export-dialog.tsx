import { exportCommand } from '../../../contract/container-commands.ts'
import { client } from '../../lib/connection.ts'
import { SaveDialog } from '../host-files/index.ts'
import type { EditProps } from './edit-dialog.tsx'

/** Writes a container's files into a tar file. */
export function ExportDialog({ engine, container: { id, name }, file = `${name}.tar`, onClose }: EditProps) {
  return (
    <SaveDialog
      title={`Export ${name}`}
      description="All files of the container in one tar file. What is in its volumes is not in it."
      confirm="Export"
      doing={`Exporting ${name}`}
      done={`Exported ${name}`}
      failed={`${name} could not be exported.`}
      file={file}
      command={(file) => exportCommand(name, file)}
      save={(to, signal) => client.containers.export({ engine, id, ...to }, { signal })}
      download={(signal) => client.containers.exportDownload({ engine, id }, { signal })}
      onClose={onClose}
    />
  )
}
