import type { Resource } from '#common/epcis/resources.ts';
import type { Routes } from '#common/http.ts';
import { describeResource } from './describe-resource.ts';

/** OPTIONS of every resource. */
export const optionsRoutes = (resources: Readonly<Record<string, Resource>>, streamUrl: string | undefined): Routes =>
  Object.fromEntries(
    Object.entries(resources).map(([path, resource]) => [
      `OPTIONS ${path}`,
      { permission: 'events:query', endpoint: describeResource(resource, streamUrl) },
    ]),
  );
