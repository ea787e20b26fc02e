import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'
import { hostName } from './names.ts'

/** Forgets a sign-in; a toast says how it went. */
export function signOut(engine: string, host: string): void {
  const name = hostName(host)
  void act({
    doing: `Signing out of ${name}`,
    done: `Signed out of ${name}`,
    failed: `The sign-in to ${name} could not be forgotten.`,
    run: (signal) => client.registries.logout({ engine, host }, { signal }),
  })
}
