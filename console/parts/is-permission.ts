import { type Permission, permissions } from '../../shared/access/permissions.ts';

/** True for a permission that there is. */
export const isPermission = (name: string): name is Permission => name in permissions;
