import { saveCommand } from '../../../../contract/image-commands.ts'
import { client } from '../../../lib/connection.ts'
import { count, shortId } from '../../../lib/format.ts'
import { SaveDialog } from '../../host-files/index.ts'
import type { Asked } from './asked.ts'

type SaveImagesDialogProps = { start: Extract<Asked, { dialog: 'save' }>; onClose: () => void }

/** Writes images into one tar file. */
export function SaveImagesDialog({ start, onClose }: SaveImagesDialogProps) {
  const { engine, platform } = start
  const images = [...new Set(start.images)]
  const [first = '', second] = images
  const name = second === undefined ? nameOf(first) : count(images.length, 'image')
  const input = { engine, images, ...(platform !== undefined && { platform }) }
  return (
    <SaveDialog
      title={`Save ${name}`}
      description={
        second === undefined
          ? 'The image with all its layers in one tar file. docker load, or Load here, reads it again.'
          : 'The images in one tar file, each layer that they share only once. docker load, or Load here, reads it again.'
      }
      confirm="Save"
      doing={`Saving ${name}`}
      done={`Saved ${name}`}
      failed={`${name} could not be saved.`}
      file={start.file ?? (second === undefined ? fileName(name) : 'images.tar')}
      command={(file) => saveCommand(input, file)}
      save={(to, signal) => client.images.save({ ...input, ...to }, { signal })}
      download={(signal) => client.images.saveDownload(input, { signal })}
      onClose={onClose}
    />
  )
}

const nameOf = (name: string) => (name.startsWith('sha256:') ? shortId(name) : name)

/** `nginx_alpine.tar` */
const fileName = (name: string) => `${name.replace(/^.*\//, '').replace(/[^a-zA-Z0-9_.-]+/g, '_')}.tar`
