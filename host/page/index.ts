export { type Encoding, type Page, type PageFile, Pages } from './pages.ts'
export { guardHeaders, NONCE_PLACE } from './policy.ts'
