import type { Endpoint } from '#common/http.ts';
import { codeProfiles } from '#shared/serials/profiles.ts';

/** Every market code profile. */
export const listProfiles = (): Endpoint => async () => ({ status: 200, body: { profiles: codeProfiles } });
