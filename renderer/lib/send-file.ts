/**
 * Sends what this browser has to where the host expects it. The job that waits for it tells how that went: also when
 * it breaks off here, as when the job is cancelled.
 */
export function sendFile(path: string, file: Blob): void {
  fetch(path, { method: 'POST', body: file }).catch(() => {})
}

/** Has the browser save a download, as if a link to it had been clicked: it asks where, and shows how far it is. */
export function followDownload({ path, fileName }: { path: string; fileName: string }): void {
  const link = document.createElement('a')
  link.href = path
  link.download = fileName
  link.click()
}
