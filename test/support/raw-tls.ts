import { request } from 'node:https'

/** The status with which a server answers, whoever signed its certificate. @throws the system's error */
export async function rawTls(host: string, path: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    request(`https://${host}${path}`, { rejectUnauthorized: false, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}
