/** How facts are taken. */
export interface Taking {
  /** In what they were said: what is wrong with them in the same way is held together. */
  readonly group: string;
  /** Whose word it is that what may be so is so. */
  readonly word?: 'person' | 'line';
}
