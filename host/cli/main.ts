import { run } from './run.ts'

// A reader that left (`slipway … | head -1`) is no reason to fall over.
process.stdout.on('error', (error) => {
  if (!('code' in error && error.code === 'EPIPE')) throw error
})

process.exit(await run(process.argv.slice(2)))
