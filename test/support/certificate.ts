import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { needExecutable } from './executable.ts'
import { run } from './run.ts'

export type CertificateOptions = {
  /** The server's address. */
  ip: string
  /** Whether it ended yesterday. */
  expired?: boolean
}

/** A CA of its own, and a certificate that it signed for a server; all as paths of PEM files. */
export type Certificate = { ca: string; cert: string; key: string }

/** Makes a certificate in a folder. @throws Error when openssl isn't installed */
export async function makeCertificate(folder: string, { ip, expired }: CertificateOptions): Promise<Certificate> {
  const openssl = needExecutable('openssl', 'openssl')
  await mkdir(join(folder, 'issued'), { recursive: true })
  const at = (name: string) => join(folder, name)
  const make = (...args: string[]) => run(openssl, args, { cwd: folder })
  const fresh = ['-newkey', 'rsa:2048', '-nodes']
  await make('req', '-x509', ...fresh, '-days', '2', '-subj', '/CN=test ca', '-keyout', 'ca.key', '-out', 'ca.crt')
  await make('req', ...fresh, '-subj', '/CN=registry', '-keyout', 'server.key', '-out', 'server.csr')
  await writeFile(at('index'), '')
  await writeFile(at('serial'), '01\n')
  await writeFile(
    at('ca.cnf'),
    [
      '[ca]\ndefault_ca=own\n[own]\ndatabase=index\nserial=serial\nnew_certs_dir=issued\ndefault_md=sha256\npolicy=any',
      'copy_extensions=none\nx509_extensions=server\n[any]\ncommonName=supplied',
      `[server]\nsubjectAltName=IP:${ip}\nextendedKeyUsage=serverAuth\n`,
    ].join('\n'),
  )
  const day = 24 * 60 * 60 * 1_000
  const [from, to] = expired ? [-3 * day, -day] : [-day, 2 * day]
  await make(
    ...['ca', '-batch', '-config', 'ca.cnf', '-cert', 'ca.crt', '-keyfile', 'ca.key', '-in', 'server.csr'],
    ...['-startdate', stamp(from), '-enddate', stamp(to), '-out', 'server.crt', '-notext'],
  )
  return { ca: at('ca.crt'), cert: at('server.crt'), key: at('server.key') }
}

/** As openssl takes a time: `20260102030405Z`. */
const stamp = (offset: number) => `${new Date(Date.now() + offset).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
