/** A command that stays until it is told to stop, and then stops at once. */
export function staying(first = ':'): [string, string, string] {
  return ['sh', '-c', `${first}; trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done`]
}

/** A command that serves a page with this word on port 80. */
export function serving(word: string): [string, string, string] {
  return staying(`echo ${word} > /srv/index.html; httpd -p 80 -h /srv; echo listening on 80`)
}

/** `docker run` arguments that make a container look as Compose's own. */
export function stack(project: string, service: string): string[] {
  const labels = {
    project,
    service,
    'container-number': '1',
    oneoff: 'False',
    'project.config_files': `/srv/${project}/compose.yaml`,
    'project.working_dir': `/srv/${project}`,
    version: '2.27.0',
  }
  return Object.entries(labels).flatMap(([key, value]) => ['--label', `com.docker.compose.${key}=${value}`])
}
