import { SlipwayError } from '../errors.ts'
import { fingerprint, kindOfKey } from './known-hosts.ts'

/** Nobody said yet that this key is that host’s: the person is asked. */
export const unknownKey = (name: string, known: string, key: Buffer) =>
  new SlipwayError('HOST_KEY_UNKNOWN', {
    what: `Is this really ${name}?`,
    why: `It was never met before, and shows the ${kindOfKey(key) ?? ''} key ${fingerprint(key)}. Somebody on the way could pose as it.`,
    next: 'Compare the key with what that computer itself says, then trust it.\n`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`',
    hostKey: { host: known, fingerprint: fingerprint(key) },
  })

/** The host is known by another key: either it was set up anew, or somebody poses as it. */
export const changedKey = (name: string, known: string, key: Buffer) =>
  new SlipwayError('HOST_KEY_CHANGED', {
    what: `${name} is not the computer it was: Slipway did not connect.`,
    why: `It shows the ${kindOfKey(key) ?? ''} key ${fingerprint(key)}, but is known by another one. Either it was set up anew, or somebody on the way poses as it.`,
    next: `Ask whoever runs it. If it was set up anew, forget the old key:\n\`ssh-keygen -R ${known.startsWith('[') ? `'${known}'` : known}\``,
  })

export const revokedKey = (name: string, key: Buffer) =>
  new SlipwayError('HOST_KEY_CHANGED', {
    what: `The key of ${name} was revoked: Slipway did not connect.`,
    why: `\`known_hosts\` names its key ${fingerprint(key)} as one that must not be trusted any more.`,
    next: 'Ask whoever runs that computer for its new key.',
  })

export const viaProxy = (name: string, detour: string) =>
  new SlipwayError('UNSUPPORTED', {
    what: `${name} is reached by a way around, which Slipway does not know.`,
    why: `\`~/.ssh/config\` has \`${detour}\` for it.`,
    next: 'Forward the socket yourself: `ssh -NL /tmp/docker.sock:/var/run/docker.sock HOST`, then add `unix:///tmp/docker.sock`.',
  })

export const noKeys = (name: string, files: readonly string[], locked: readonly string[]) =>
  new SlipwayError('UNAUTHORIZED', {
    what: `There is no key to sign in to ${name} with.`,
    why:
      locked.length > 0
        ? `${locked.join(', ')} can’t be read without a passphrase, and no SSH agent runs.`
        : `No SSH agent runs, and none of ${files.join(', ')} is there.`,
    next:
      locked.length > 0
        ? 'Start an agent and add the key: `ssh-add`. Then start Slipway from the same session.'
        : 'Make a key (`ssh-keygen -t ed25519`) and bring it there: `ssh-copy-id USER@HOST`.',
  })
