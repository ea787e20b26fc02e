import { fileURLToPath } from 'node:url'

/** Where the programs that Slipway runs in its own containers are in a checkout. */
export const toolboxFolder = fileURLToPath(new URL('../../native/toolbox/carried', import.meta.url))
