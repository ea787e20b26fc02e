/** How a registry wants to be told who asks. */
export type Challenge = { scheme: 'basic' } | { scheme: 'bearer'; realm: string; service?: string; scope?: string }

/** Reads `WWW-Authenticate`; the token server goes before the plain password. Undefined for what no registry says. */
export function challengeOf(header: string | undefined): Challenge | undefined {
  if (header === undefined) return undefined
  const bearer = /(?:^|,\s*)bearer\s+(.*)$/is.exec(header)?.[1]
  if (bearer !== undefined) {
    const said = new Map<string, string>()
    for (const [, name = '', quoted, plain] of bearer.matchAll(/([a-z_]+)=(?:"([^"]*)"|([^\s,"]+))/gi)) {
      if (!said.has(name.toLowerCase())) said.set(name.toLowerCase(), quoted ?? plain ?? '')
    }
    const [realm, service, scope] = [said.get('realm'), said.get('service'), said.get('scope')]
    if (realm) return { scheme: 'bearer', realm, ...(service && { service }), ...(scope && { scope }) }
  }
  return /(?:^|,\s*)basic\b/i.test(header) ? { scheme: 'basic' } : undefined
}
