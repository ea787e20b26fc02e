/** When a container is started again, in the words a person chooses from. */
export const RESTART_POLICIES = [
  { value: 'no', label: 'Never' },
  { value: 'on-failure', label: 'When it fails' },
  { value: 'unless-stopped', label: 'Unless it was stopped' },
  { value: 'always', label: 'Always' },
] as const
export type RestartPolicyName = (typeof RESTART_POLICIES)[number]['value']
