/** What proves to a registry who someone is. Never logged, never sent to a page. */
export type Credential = {
  username: string
  password?: string
  /** What a registry gave in the password's place. */
  identityToken?: string
}

/** The header that passes a sign-in on to the engine, as the docker CLI writes it. */
export function registryAuth(key: string, credential: Credential | undefined): string {
  const { username, password, identityToken } = credential ?? {}
  const said = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    serveraddress: key,
    ...(identityToken !== undefined && { identitytoken: identityToken }),
  }
  // URL-safe, but with its padding: that is what the engine decodes.
  const text = Buffer.from(JSON.stringify(credential ? said : {})).toString('base64')
  return text.replaceAll('+', '-').replaceAll('/', '_')
}
