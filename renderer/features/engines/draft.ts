import type { EngineDraft } from '../../../contract/index.ts'

/** The form for an engine, as it is typed. */
export type EngineForm = {
  name: string
  address: string
  tls: boolean
  verify: boolean
  ca: string
  cert: string
  key: string
}

export const EMPTY_FORM: EngineForm = { name: '', address: '', tls: false, verify: true, ca: '', cert: '', key: '' }

/** True for an address that can speak TLS. */
export function speaksTls(address: string): boolean {
  return /^(tcp|https?):\/\//i.test(address.trim())
}

/** What the host is asked to add or to test; the name stands for itself where none was given. */
export function draftOf(form: EngineForm): EngineDraft {
  const address = form.address.trim()
  const draft = { name: form.name.trim() || address.slice(0, 80), address }
  if (!form.tls || !speaksTls(address)) return draft
  const { ca, cert, key, verify } = form
  return {
    ...draft,
    tls: {
      verify,
      ...(ca.trim() && { ca: ca.trim() }),
      ...(cert.trim() && { cert: cert.trim() }),
      ...(key.trim() && { key: key.trim() }),
    },
  }
}
