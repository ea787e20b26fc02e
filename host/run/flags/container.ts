import { extraHostOf, extraHostText, linkOf, nameServerOf, searchDomainOf } from '../fields/host.ts'
import { networkOf, networkText } from '../fields/network.ts'
import { cutPair, labelOf, pairText, variableOf, variableText } from '../fields/pair.ts'
import { platformOf } from '../fields/platform.ts'
import { exposedPortOf, exposedPortText, publishedPortOf, publishedPortText } from '../fields/port.ts'
import { restartPolicyOf, restartPolicyText } from '../fields/restart.ts'
import { Misfit } from '../misfit.ts'
import { isMac } from '../values/mac.ts'
import { type Flag, integer, list, some, text, texts, truth, truthOf } from './flag.ts'

/** How the container is run, and what it is called. */
export const lifeFlags: Flag[] = [
  truth('detach', 'detach', 'runs in the background', { short: 'd', brief: true, verb: 'run' }),
  truth('interactive', 'interactive', 'keeps its standard input open', { short: 'i', brief: true }),
  truth('tty', 'tty', 'gives it a terminal', { short: 't', brief: true }),
  truth('rm', 'rm', 'removes the container, and its volumes without a name, when it exits'),
  text('name', 'name', 'names the container'),
  {
    name: 'restart',
    alone: false,
    about: 'starts it again when it ends: no, always, unless-stopped, on-failure[:times]',
    set: (run, value) => {
      run.restart = restartPolicyOf(value)
    },
    values: (run) => (run.restart ? [restartPolicyText(run.restart)] : []),
  },
  {
    name: 'pull',
    alone: false,
    about: 'pulls the image first: always, missing or never',
    set: (run, value) => {
      // An empty one pulls nothing, like `never`.
      if (value === '') {
        run.pull = 'never'
        return
      }
      if (value !== 'always' && value !== 'missing' && value !== 'never') {
        throw new Misfit(`“${value}” is none of always, missing and never.`)
      }
      run.pull = value
    },
    values: (run) => some(run.pull),
  },
  text('platform', 'platform', 'takes the image for this system and architecture', {
    since: '1.32',
    check: (value) => {
      platformOf(value)
    },
  }),
  truth('quiet', 'quiet', 'pulls without showing progress', { short: 'q' }),
  truth('disable-content-trust', 'disableContentTrust', 'takes the image without checking its signature', {
    normally: true,
  }),
  text('cidfile', 'cidfile', 'writes the container’s id to this file'),
  text('detach-keys', 'detachKeys', 'sets the keys that detach from it', { verb: 'run' }),
  truth('sig-proxy', 'sigProxy', 'passes signals on to it', { normally: true, verb: 'run' }),
  list(
    'attach',
    (run) => run.attach,
    'attaches this stream: stdin, stdout or stderr',
    (value) => {
      const stream = value.toLowerCase()
      if (stream === 'stdin' || stream === 'stdout' || stream === 'stderr') return stream
      throw new Misfit(`“${value}” is none of stdin, stdout and stderr.`)
    },
    String,
    { short: 'a' },
  ),
  {
    name: 'init',
    alone: true,
    about: 'runs a small init that passes signals on and clears dead processes',
    since: '1.25',
    set: (run, value) => {
      run.init = truthOf(value)
    },
    values: (run) => (run.init === undefined ? [] : [String(run.init)]),
  },
  text('stop-signal', 'stopSignal', 'is the signal that stops it'),
  integer('stop-timeout', 'stopTimeout', 'is the seconds it has to stop before it is killed', { since: '1.25' }),
]

/** How others reach it, and it them. */
export const networkFlags: Flag[] = [
  list('publish', (run) => run.publish, 'publishes a port: host:container', publishedPortOf, publishedPortText, {
    short: 'p',
    brief: true,
  }),
  truth('publish-all', 'publishAll', 'publishes every exposed port, on free ports of the host', { short: 'P' }),
  list('expose', (run) => run.expose, 'says that it listens on this port', exposedPortOf, exposedPortText),
  list('network', (run) => run.network, 'joins this network', networkOf, networkText, { also: ['net'] }),
  texts('network-alias', (run) => run.networkAlias, 'is another name of it in its network', { also: ['net-alias'] }),
  text('ip', 'ip', 'is its IPv4 address'),
  text('ip6', 'ip6', 'is its IPv6 address'),
  texts('link-local-ip', (run) => run.linkLocalIp, 'is a link-local address of it'),
  text('mac-address', 'macAddress', 'is its hardware address', {
    check: (value) => {
      if (!isMac(value.trim())) throw new Misfit(`“${value}” is not a hardware address such as 02:42:ac:11:00:02.`)
    },
  }),
  text('hostname', 'hostname', 'is its host name', { short: 'h' }),
  text('domainname', 'domainname', 'is its domain name'),
  list('add-host', (run) => run.addHost, 'adds a name to its hosts file', extraHostOf, extraHostText),
  texts('dns', (run) => run.dns, 'asks this name server', { read: nameServerOf }),
  texts('dns-option', (run) => run.dnsOption, 'sets an option of its name resolution', { also: ['dns-opt'] }),
  texts('dns-search', (run) => run.dnsSearch, 'looks for names in this domain', { read: searchDomainOf }),
  texts('link', (run) => run.link, 'links it to another container', { read: linkOf }),
]

/** What runs in it, and with what. */
export const processFlags: Flag[] = [
  list('env', (run) => run.env, 'sets an environment variable', variableOf, variableText, { short: 'e', brief: true }),
  texts('env-file', (run) => run.envFile, 'sets the environment variables of this file'),
  {
    name: 'entrypoint',
    alone: false,
    about: 'runs this instead of the image’s entrypoint',
    set: (run, value) => {
      run.entrypoint = value
    },
    values: (run) => some(run.entrypoint),
  },
  text('workdir', 'workdir', 'starts in this folder of the container', { short: 'w' }),
  text('user', 'user', 'runs as this user', { short: 'u' }),
  texts('group-add', (run) => run.groupAdd, 'joins this group, too'),
  list('label', (run) => run.label, 'labels the container', labelOf, pairText, { short: 'l' }),
  texts('label-file', (run) => run.labelFile, 'takes the labels of this file'),
  list('annotation', (run) => run.annotation, 'passes a note to the runtime', cutPair, pairText, { since: '1.43' }),
]
