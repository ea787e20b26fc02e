export type { Listening } from './listen-rules.ts'
export { type ServeOptions, type Serving, serve } from './server.ts'
