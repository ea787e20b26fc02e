import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Host } from '../host/index.ts'

/** Writes a download to a file, which is there whole or not at all. @throws when it is gone or can't be written */
export async function saveDownload(host: Host, token: string, file: string): Promise<void> {
  const download = await host.downloads.open(token)
  if (!download) throw new Error('The download is not there any more.')
  const aside = `${file}.part`
  try {
    await pipeline(download.body, createWriteStream(aside))
    await rename(aside, file)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}
