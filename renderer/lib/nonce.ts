declare global {
  /** Where libraries that insert style tags look for the page's nonce. */
  var __webpack_nonce__: string | undefined
}

/** The nonce that the page's content security policy allows; undefined where the policy has none. */
export function nonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  // Browsers hide the attribute from scripts and keep it as a property.
  return meta?.nonce || meta?.getAttribute('nonce') || undefined
}

/** Hands the nonce to libraries that look for it by name. Call before they load. */
export function giveNonce(): void {
  globalThis.__webpack_nonce__ = nonce()
}
