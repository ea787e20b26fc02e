export { findPlace, readDockerfile } from './context/context.ts'
export { packContext } from './context/tar.ts'
