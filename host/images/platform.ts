import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'

/** As the engine wants one platform of several named: an OCI platform in JSON. */
export function platformJson(platform: string): string {
  const [os = '', architecture, variant] = platform.split('/')
  return JSON.stringify({ os, ...(architecture && { architecture }), ...(variant && { variant }) })
}

/** Older engines overlook the wish, and take every platform. */
const SINCE = 48

/** Whether an engine saves and loads one platform of several. @throws SlipwayError UNSUPPORTED where it does not */
export function needsPlatforms({ apiVersion }: EngineClient, platform: string | undefined): void {
  const minor = Number(apiVersion.split('.')[1] ?? 0)
  if (!platform || minor >= SINCE) return
  throw new SlipwayError('UNSUPPORTED', {
    what: `This engine can’t take ${platform} alone.`,
    why: `It knows version ${apiVersion} of the API; that came with 1.${SINCE} (Docker 28).`,
    next: 'Leave the platform out, or use a newer engine.',
  })
}
