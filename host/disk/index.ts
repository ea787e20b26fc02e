export { type Df, readDf } from './df.ts'
export { diskRouter } from './router.ts'
