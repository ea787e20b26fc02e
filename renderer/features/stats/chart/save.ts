/** Hands a file that the page made to the browser, which asks where it goes or keeps it with the downloads. */
export function saveFile(body: Blob, fileName: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(body)
  link.download = fileName
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
