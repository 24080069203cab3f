export const roles = ['operator', 'lead', 'qa', 'engineer'] as const;
export type Role = (typeof roles)[number];

/**
 * Who may do what at a line. One person may have several roles; some acts ask for a second person all the same (a recipe is approved by
 * somebody else than its author).
 */
export const rights = {
  'read-report': ['operator', 'lead', 'qa', 'engineer'],
  acknowledge: ['operator', 'lead', 'qa', 'engineer'],
  'explain-alarm': ['operator', 'lead', 'qa'],
  command: ['operator', 'lead', 'engineer'],
  'change-mode': ['lead', 'engineer'],
  send: ['operator', 'lead', 'engineer'],
  'clear-line': ['operator', 'lead', 'qa'],
  'approve-partial': ['lead', 'qa'],
  sample: ['operator', 'lead', 'qa'],
  rework: ['operator', 'lead'],
  'reprint-label': ['operator', 'lead'],
  decommission: ['lead', 'qa'],
  destroy: ['lead', 'qa'],
  'write-recipe': ['lead', 'engineer'],
  'approve-recipe': ['qa'],
  'resolve-exception': ['lead', 'qa'],
  warehouse: ['operator', 'lead'],
  'look-up-goods': ['operator', 'lead', 'qa'],
  'judge-goods': ['lead', 'qa'],
  'manage-orders': ['lead'],
  'manage-people': ['engineer'],
  vouch: ['lead', 'qa', 'engineer'],
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof rights;

/** What a line without people does for whoever stands at it, unsigned. */
export const withoutPeople: ReadonlySet<Right> = new Set<Right>(['read-report', 'acknowledge', 'command', 'send']);

/** Whether one of these roles may do that. */
export function mayDo(held: readonly Role[], right: Right): boolean {
  const allowed: readonly Role[] = rights[right];
  return held.some((role) => allowed.includes(role));
}

/** Everything that somebody with these roles may do. */
export const rightsOf = (held: readonly Role[]): string[] =>
  Object.entries<readonly Role[]>(rights)
    .filter(([, allowed]) => held.some((role) => allowed.includes(role)))
    .map(([right]) => right);
