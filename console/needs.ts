import type { Permission } from '../shared/access/permissions.ts';
import type { Api } from './api.ts';

/** What every page may use. */
export interface Needs {
  readonly api: Api;
  /** Who is signed in. */
  readonly me: string;
  /** Whether the role of who is signed in carries the permission; what it does not is not offered. The server decides. */
  may(permission: Permission): boolean;
  /** Tells that the count of open exceptions may have changed. */
  recount(): void;
}
