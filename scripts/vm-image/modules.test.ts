import { expect, test } from 'vitest'
import { withoutSignature } from './modules.ts'

/** As the kernel's sign-file writes it behind a module. */
function signed(module: Buffer, signature: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt32BE(signature.length, 8)
  return Buffer.concat([module, signature, head, Buffer.from('~Module signature appended~\n')])
}

test('of a signed module the module is left; one that is not signed stays as it is', () => {
  const module = Buffer.from('\u007fELF and all the rest')
  expect(withoutSignature(signed(module, Buffer.alloc(700, 1)))).toEqual(module)
  expect(withoutSignature(module)).toEqual(module)
})
