import type { Container } from '../../../contract/index.ts'
import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'
import { desktop } from '../../lib/desktop.ts'

/** Saves a container’s whole log as a file where the person chooses. */
export async function downloadLog(engine: string, { id, name }: Container, timestamps: boolean): Promise<void> {
  await act({
    doing: `Downloading the log of ${name}`,
    done: `The log of ${name} is downloaded`,
    failed: `The log of ${name} could not be downloaded.`,
    run: async (signal) => {
      const { path, fileName, command } = await client.logs.download({ engine, id, timestamps }, { signal })
      const bridge = desktop()
      if (bridge) await bridge.save(path, fileName)
      else follow(path, fileName)
      return { command }
    },
  })
}

/** As if a link to the file had been clicked: the browser asks where, and shows how far it is. */
function follow(path: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = path
  link.download = fileName
  link.click()
}
