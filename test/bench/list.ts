import { EngineClient } from '../../host/engine/client.ts'
import { handshake } from '../../host/engine/handshake.ts'
import { parseEndpoint } from '../../host/engine/parse-endpoint.ts'
import { readContainers } from '../../host/inventory/read.ts'
import type { EngineAccess } from '../support/engine.ts'
import type { Product } from '../support/product.ts'
import { rawRequest } from '../support/raw.ts'
import { alternate, type Figure, median } from './figure.ts'
import { openPage } from './page.ts'

const ROUNDS = 11

/**
 * The list of containers: what the host needs to have it, and what the page needs from asking the host to all rows in
 * the table's model and the first screen drawn. Both together are what a person waits for.
 */
export async function listBench(engine: EngineAccess, product: Product): Promise<Figure[]> {
  const client = new EngineClient(parseEndpoint(engine.address))
  await handshake(client)
  const page = await openPage(product)
  const drawn: number[] = []
  try {
    const [cli = [], raw = [], host = []] = await alternate(ROUNDS, [
      () => engine.docker('ps', '-a'),
      () => rawRequest(engine.address, 'GET', '/containers/json?all=1'),
      () => readContainers(client),
      async () => drawn.push(await page.listDrawn()),
    ])
    const whole = median(host) + median(drawn)
    return [
      {
        name: 'list, host: engine’s answer to mapped rows / raw read',
        ours: median(host),
        theirs: median(raw),
        unit: 'ms',
        goal: { atMost: 1.2 },
      },
      {
        name: 'list, whole: asking to first screen drawn / docker ps -a',
        ours: whole,
        theirs: median(cli),
        unit: 'ms',
        goal: { atMost: 1.5 },
      },
      { name: 'list, page’s part of it', ours: median(drawn), unit: 'ms', goal: { atMost: 150 } },
    ]
  } finally {
    client.close()
    await page.close()
  }
}
