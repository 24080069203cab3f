import * as v from 'valibot';
import { numeric, type Provider, placeOf, type Resource, readProperties } from '../provider.ts';
import type { SocketApi, SocketRoute, SocketRouteKey } from '../socket/socket-api.ts';
import { functionOf, idOf, known } from './api-parts.ts';

const apiShape = v.object({
  ProtocolType: v.literal('WEBSOCKET'),
  RouteSelectionExpression: v.string(),
  ApiKeySelectionExpression: v.optional(v.never('API keys are not asked for locally')),
});
const stageShape = v.object({
  ApiId: v.string(),
  StageName: v.pipe(v.string(), v.regex(/^\w+$/, 'must be a plain word: it is a path locally')),
});
const integrationShape = v.object({
  IntegrationType: v.literal('AWS_PROXY', 'only functions stand behind routes locally'),
  IntegrationUri: v.string(),
  TimeoutInMillis: v.optional(numeric, 29_000),
});
const routeShape = v.object({
  ApiId: v.string(),
  RouteKey: v.picklist(['$connect', '$disconnect', '$default'], 'only the routes every WebSocket API has are hosted'),
  Target: v.string(),
  AuthorizationType: v.optional(v.literal('NONE', 'a WebSocket API has no authorizer locally'), 'NONE'),
});
const routeResponseShape = v.object({ RouteId: v.string(), RouteResponseKey: v.literal('$default') });

/** The types of API Gateway v2 as WebSocket APIs have them; `serve` is called with an API when its stage is created, its routes still to come. */
export function socketApiProviders(serve: (api: SocketApi, stage: string) => void) {
  const apis = new Map<string, SocketApi>();
  const integrations = new Map<string, Omit<SocketRoute, 'answers'>>();
  const routesById = new Map<string, { api: SocketApi; key: SocketRouteKey }>();
  const api: Provider = {
    create: async (resource, host) => {
      readProperties(apiShape, resource);
      const id = idOf(resource);
      apis.set(id, { id, routes: new Map() });
      return { ref: id, ApiId: id, ApiEndpoint: host.url.replace(/^http/, 'ws') };
    },
  };
  const stage: Provider = {
    create: async (resource) => {
      const { ApiId, StageName } = readProperties(stageShape, resource);
      serve(known(apis, ApiId, resource), StageName);
      return { ref: StageName };
    },
  };
  const integration: Provider = {
    create: async (resource) => {
      const { IntegrationUri, TimeoutInMillis } = readProperties(integrationShape, resource);
      integrations.set(idOf(resource), { fn: functionOf(IntegrationUri), timeoutMs: TimeoutInMillis });
      return { ref: idOf(resource) };
    },
  };
  const route: Provider = {
    create: async (resource) => {
      const { ApiId, RouteKey, Target } = readProperties(routeShape, resource);
      const target = known(integrations, Target.replace(/^integrations\//, ''), resource);
      const one = known(apis, ApiId, resource);
      if (one.routes.has(RouteKey)) throw new Error(`${placeOf(resource)}: route ${RouteKey} is declared twice`);
      one.routes.set(RouteKey, { ...target, answers: false });
      routesById.set(idOf(resource), { api: one, key: RouteKey });
      return { ref: idOf(resource), RouteId: idOf(resource) };
    },
  };
  const routeResponse: Provider = {
    create: async (resource) => {
      const { RouteId } = readProperties(routeResponseShape, resource);
      answering(known(routesById, RouteId, resource));
      return { ref: idOf(resource) };
    },
  };
  return { owns: (apiId: string) => apis.has(apiId), api, stage, integration, route, routeResponse };
}

function answering({ api, key }: { api: SocketApi; key: SocketRouteKey }): void {
  const route = api.routes.get(key);
  if (route) api.routes.set(key, { ...route, answers: true });
}

/** True for the resource that begins a WebSocket API. */
export const isSocketApi = ({ properties }: Resource) => properties['ProtocolType'] === 'WEBSOCKET';
