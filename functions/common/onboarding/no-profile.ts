import { refuse } from '#shared/refusal.ts';

/** Of a tenant that nobody has said who it is. */
export const noProfile = (tenant: string) =>
  refuse('conflict', `tenant ${tenant} has no profile yet`, { remedy: 'ask whoever invited you to have one set' });
