export { type Encoding, type Page, type PageFile, Pages } from './pages.ts'
export { contentPolicy, guardHeaders, NONCE_PLACE } from './policy.ts'
