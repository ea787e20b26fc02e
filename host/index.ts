export { createHost, type Host, type HostOptions, type Port } from './host.ts'
