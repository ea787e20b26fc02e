export { Builds } from './builds.ts'
export { findPlace, readDockerfile } from './context/context.ts'
export { packContext } from './context/tar.ts'
export { buildsRouter } from './router.ts'
