import { randomBytes } from 'node:crypto'

/** What `vite.config.ts` writes where the nonce of each answer goes. */
export const NONCE_PLACE = 'slipway-nonce-place'

/** A nonce for one answer. */
export function newNonce(): string {
  return randomBytes(18).toString('base64url')
}

/**
 * What a page of Slipway may do: run and show what comes from its own origin, and nothing else.
 * Style tags made by scripts need the nonce.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // A picture of a container’s is shown from the page’s own memory: it can do nothing there.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every answer. The page itself and files that may be kept say otherwise of the last two. */
export const guardHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}
