/** Whether a file can be read: a folder that was dropped can’t, nor can one that is gone. @throws DOMException */
export async function checkReadable(file: File): Promise<void> {
  await file.slice(0, 1).arrayBuffer()
}
