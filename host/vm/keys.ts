import { generateKeyPairSync, randomBytes } from 'node:crypto'

const KIND = 'ssh-ed25519'

/** An SSH key in the forms that its two ends want. */
export type VmKey = {
  /** One line as in `authorized_keys` and, after a host’s name, in `known_hosts`. */
  publicLine: string
  /** What ssh2 and OpenSSH read. */
  openssh: string
  /** What dropbear reads as its host key. */
  dropbear: Buffer
}

/** Makes an Ed25519 key pair for one virtual machine. */
export function makeKey(): VmKey {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  if (x === undefined || d === undefined) throw new Error('Node made an Ed25519 key without its numbers.')
  const publicPart = Buffer.from(x, 'base64url')
  const secret = Buffer.concat([Buffer.from(d, 'base64url'), publicPart])
  const publicBlob = Buffer.concat([text(KIND), text(publicPart)])
  return {
    publicLine: `${KIND} ${publicBlob.toString('base64')}`,
    openssh: opensshFile(publicBlob, publicPart, secret),
    dropbear: Buffer.concat([text(KIND), text(secret)]),
  }
}

/** OpenSSH’s own format, unencrypted: PROTOCOL.key in its sources. */
function opensshFile(publicBlob: Buffer, publicPart: Buffer, secret: Buffer): string {
  // Twice the same number, by which a reader sees that it decrypted well.
  const check = randomBytes(4)
  const body = Buffer.concat([check, check, text(KIND), text(publicPart), text(secret), text('')])
  const padding = Buffer.from(Array.from({ length: (8 - (body.length % 8)) % 8 }, (_, index) => index + 1))
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    number(1),
    text(publicBlob),
    text(Buffer.concat([body, padding])),
  ])
  const lines = file.toString('base64').replace(/.{70}/g, '$&\n').trimEnd()
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([number(bytes.length), bytes])
}
