/** The command cannot be carried out as it was asked: exit code 2. */
export class UsageError extends Error {}

/** What an error says, whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
