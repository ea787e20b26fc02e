/** Whether a text begins like a docker command: a prompt, `sudo`, `winpty` or assignments may stand before it. */
export function isCommand(text: string): boolean {
  return /^\s*(?:[$#>%]\s+)?(?:(?:sudo|winpty|[A-Za-z_]\w*=\S*)\s+)*(?:docker|podman|nerdctl)(?:\.exe)?(?:\s|$)/.test(
    text,
  )
}
