import type { Kind } from './kinds.ts';

/** Kinds whose shape has changed since it was first told, and which version that is. Beside the shapes, for those who write and never read them. */
const later: Partial<Record<Kind, number>> = {};

/** The version of what is said of a kind. */
export const versionOf = (kind: Kind): number => later[kind] ?? 1;
