/** Where a volume’s page is. */
export const volumePath = (name: string): string => `/volumes/${encodeURIComponent(name)}`
