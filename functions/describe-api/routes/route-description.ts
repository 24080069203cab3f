import * as v from 'valibot';
import type { Permission } from '#shared/access/permissions.ts';

export interface RouteDescription {
  readonly summary: string;
  /** Absent: no token is needed. */
  readonly permission?: Permission;
  readonly body?: v.GenericSchema;
  /** Status and shape of the good answer. */
  readonly answer: { readonly status: number; readonly shape?: v.GenericSchema };
}

export type RouteDescriptions = Readonly<Record<string, RouteDescription>>;

/** An object that is described elsewhere: by the standard, or in the docs. */
export const anything = v.looseObject({});
