/** The Compose project that a volume belongs to. */
export const stackOfVolume = ({ labels }: { labels: Readonly<Record<string, string>> }): string | undefined =>
  labels['com.docker.compose.project'] || undefined
