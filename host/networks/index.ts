export { connectBody, createBody, disconnectBody } from './body.ts'
export { contains, overlaps, parseAddress, parseCidr, within } from './cidr.ts'
export { networksRouter } from './router.ts'
