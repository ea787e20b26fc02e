/** Characters of one page; very long lines make it short. */
export const PAGE_LENGTH = 2_000_000
