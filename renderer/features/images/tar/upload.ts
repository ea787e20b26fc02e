/**
 * Sends a file of this browser to where the host expects it. The job that waits for it tells how that went: also when
 * it breaks off here, as when the job is cancelled.
 */
export function sendFile(path: string, file: File): void {
  fetch(path, { method: 'POST', body: file }).catch(() => {})
}

/** Whether a file can be read: a folder that was dropped can’t, nor can one that is gone. @throws DOMException */
export async function checkReadable(file: File): Promise<void> {
  await file.slice(0, 1).arrayBuffer()
}
