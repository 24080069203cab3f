/** Who is disabled can come back; who was removed cannot. */
export const memberStates = ['active', 'disabled', 'removed'] as const;
