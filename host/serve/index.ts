export type { Listening } from './listen-rules.ts'
export type { Download, Served } from './served.ts'
export { type ServeOptions, type Serving, serve } from './server.ts'
