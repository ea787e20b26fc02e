import { implement } from '@orpc/server'
import { contract } from '../../contract/index.ts'
import type { Context } from './context.ts'
import { declared } from './declared.ts'

/** The start of every procedure of the host: its errors become the contract's declared ones. */
export const os = implement(contract)
  .$context<Context>()
  .use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw declared(error)
    }
  })
