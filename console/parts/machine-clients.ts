import * as v from 'valibot';
import { machineClient } from '../../shared/access/member.ts';

/** A machine client as it was just made, or its secret changed: that is told once. */
export const clientWithSecret = v.object({ ...machineClient.entries, clientSecret: v.optional(v.string()) });
export type ClientWithSecret = v.InferOutput<typeof clientWithSecret>;

export const clientPath = (id: string): string => `/api/clients/${encodeURIComponent(id)}`;
