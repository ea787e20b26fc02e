export type { EngineClient, Hijacked, RequestOptions } from './client.ts'
export { addressOf } from './endpoint.ts'
export { Engines } from './engines.ts'
export { explain } from './explain.ts'
