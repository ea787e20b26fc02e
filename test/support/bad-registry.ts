import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { freePort } from './free-port.ts'

/** How it misbehaves: by the name of the repository that is asked for. */
export type BadRegistry = { host: string; close(): Promise<void> }

const LAYER = Buffer.alloc(4 * 1024 * 1024, 'layer')
const CONFIG = JSON.stringify({
  architecture: 'amd64',
  os: 'linux',
  rootfs: { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] },
})
const digest = (data: string | Buffer) => `sha256:${createHash('sha256').update(data).digest('hex')}`
const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json'
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: MANIFEST_TYPE,
  config: { mediaType: 'application/vnd.docker.container.image.v1+json', size: CONFIG.length, digest: digest(CONFIG) },
  layers: [
    { mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', size: LAYER.length, digest: digest(LAYER) },
  ],
})

/**
 * A registry whose repositories misbehave, each in the way of its name: `limited` answers 429, `garbage` a web page,
 * `broken` JSON of another kind, `half` breaks off in the
 * middle of a layer, `slow` stands still there, `denied` lets nobody in, `failing` answers 500.
 */
export async function startBadRegistry(): Promise<BadRegistry> {
  const port = await freePort()
  const json = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  const refuse = (response: ServerResponse, status: number, code: string, text: string) =>
    json(response, status, { errors: [{ code, message: text }] })
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const [, repository = ''] = /^\/v2\/([^/]+)\//.exec(path) ?? []
    response.setHeader('docker-distribution-api-version', 'registry/2.0')
    if (path === '/v2/') return json(response, 200, {})
    if (repository === 'limited')
      return refuse(response, 429, 'TOOMANYREQUESTS', 'You have reached your pull rate limit.')
    if (repository === 'denied') return refuse(response, 403, 'DENIED', 'requested access to the resource is denied')
    if (repository === 'failing') return refuse(response, 500, 'UNKNOWN', 'the disk is on fire')
    if (repository === 'broken') return json(response, 200, { hello: ['world'] })
    if (repository !== 'half' && repository !== 'slow') {
      response.writeHead(200, { 'content-type': 'text/html' })
      return response.end('<html><script>alert(1)</script>')
    }
    if (path.includes('/manifests/')) {
      response.writeHead(200, {
        'content-type': MANIFEST_TYPE,
        'content-length': MANIFEST.length,
        'docker-content-digest': digest(MANIFEST),
      })
      return response.end(request.method === 'HEAD' ? undefined : MANIFEST)
    }
    if (path.endsWith(digest(CONFIG))) return response.end(CONFIG)
    response.writeHead(200, { 'content-length': LAYER.length })
    response.write(LAYER.subarray(0, LAYER.length / 2), () => {
      if (repository === 'half') setTimeout(() => response.destroy(), 50)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
