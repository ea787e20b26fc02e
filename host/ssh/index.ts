export { ChannelSocket } from './channel-socket.ts'
export { ChannelRefused, type Credentials, SshLink } from './link.ts'
export { type Person, sshOptions, type Target } from './target.ts'
