import { safeStorage } from 'electron'
import type { FromHost, ToHost } from './host-messages.ts'

type Question = Extract<FromHost, { type: 'secret' }>
type Answer = Extract<ToHost, { type: 'secret' }>

/** Seals and opens texts with the computer’s keychain, which only the main process may use. Never rejects. */
export async function answerSecret({ id, verb, text }: Question): Promise<Answer> {
  try {
    return { type: 'secret', id, ok: true, text: await answered(verb, text) }
  } catch (error) {
    return { type: 'secret', id, ok: false, text: error instanceof Error ? error.message : String(error) }
  }
}

async function answered(verb: Question['verb'], text: string): Promise<string> {
  switch (verb) {
    case 'available':
      return String(await isAvailable())
    case 'seal':
      return (await safeStorage.encryptStringAsync(text)).toString('base64')
    case 'open':
      return (await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))).result
  }
}

/** On Linux without a keyring, Chromium falls back to a key that everybody knows. */
async function isAvailable(): Promise<boolean> {
  if (process.platform === 'linux' && !/libsecret|kwallet/.test(safeStorage.getSelectedStorageBackend())) return false
  return await safeStorage.isAsyncEncryptionAvailable()
}
