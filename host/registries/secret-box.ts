/**
 * The computer's own keychain, where the face that runs the host has one. Texts are sealed by it; what it gives is safe
 * to keep in a file.
 */
export type SecretBox = {
  /** False where the system has no keychain, so that sealing would protect nothing. */
  available(): Promise<boolean>
  /** @throws Error when the keychain refuses */
  seal(text: string): Promise<string>
  /** @throws Error when the keychain refuses, or another one sealed it */
  open(sealed: string): Promise<string>
}
