import * as v from 'valibot';
import { type Authorize, jwtAuthorizer } from '../http/authorizer.ts';
import { functionAuthorizer } from '../http/function-authorizer.ts';
import type { HttpApi } from '../http/http-api.ts';
import { router } from '../http/router.ts';
import { numeric, type Provider, placeOf, readProperties } from '../provider.ts';
import { functionOf, idOf, known } from './api-parts.ts';

const apiShape = v.object({
  ProtocolType: v.literal('HTTP', 'only HTTP and WebSocket APIs are hosted locally'),
  CorsConfiguration: v.optional(v.never('CORS is not answered locally: everything comes from one origin')),
  Body: v.optional(v.never('an API is made of its routes, not of an OpenAPI body')),
});
const stageShape = v.object({
  ApiId: v.string(),
  StageName: v.literal('$default', 'only the $default stage is hosted locally'),
});
const integrationShape = v.object({
  ApiId: v.string(),
  IntegrationType: v.literal('AWS_PROXY', 'only functions stand behind routes locally'),
  IntegrationUri: v.string(),
  PayloadFormatVersion: v.literal('2.0'),
  TimeoutInMillis: v.optional(numeric, 29_000),
});
const routeShape = v.object({
  ApiId: v.string(),
  RouteKey: v.string(),
  Target: v.string(),
  AuthorizationType: v.optional(v.picklist(['NONE', 'JWT', 'CUSTOM']), 'NONE'),
  AuthorizerId: v.optional(v.string()),
  AuthorizationScopes: v.optional(v.array(v.string()), []),
});
const source = v.literal('$request.header.Authorization', 'only the Authorization header is looked at locally');
const authorizerShape = v.variant('AuthorizerType', [
  v.object({
    ApiId: v.string(),
    AuthorizerType: v.literal('JWT'),
    IdentitySource: v.optional(v.array(source)),
    JwtConfiguration: v.object({ Audience: v.array(v.string()), Issuer: v.string() }),
  }),
  v.object({
    ApiId: v.string(),
    AuthorizerType: v.literal('REQUEST'),
    IdentitySource: v.pipe(v.array(source), v.minLength(1)),
    AuthorizerUri: v.string(),
    AuthorizerPayloadFormatVersion: v.literal('2.0'),
    EnableSimpleResponses: v.literal(true, 'an authorizer answers with isAuthorized locally'),
    AuthorizerResultTtlInSeconds: v.optional(numeric, 0),
  }),
]);

/** The types of API Gateway v2 as an HTTP API has them, all working on one API; `serve` is called with it when its stage is created. */
export function httpApiProviders(serve: (api: HttpApi) => void) {
  const apis = new Map<string, HttpApi>();
  const integrations = new Map<string, { fn: string; timeoutMs: number }>();
  const authorizers = new Map<string, Authorize>();

  const api: Provider = {
    create: async (resource, host) => {
      readProperties(apiShape, resource);
      if (apis.size > 0)
        throw new Error(`${placeOf(resource)}: one address serves one HTTP API; a second has no place locally`);
      const id = idOf(resource);
      apis.set(id, { id, routes: router() });
      return { ref: id, ApiId: id, ApiEndpoint: host.url };
    },
  };
  const stage: Provider = {
    create: async (resource) => {
      const { ApiId, StageName } = readProperties(stageShape, resource);
      serve(known(apis, ApiId, resource));
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
  const authorizer: Provider = {
    create: async (resource, { invoke }) => {
      const wanted = readProperties(authorizerShape, resource);
      authorizers.set(
        idOf(resource),
        wanted.AuthorizerType === 'JWT'
          ? jwtAuthorizer(wanted.JwtConfiguration.Issuer, wanted.JwtConfiguration.Audience)
          : functionAuthorizer({
              judge: (event) => invoke(functionOf(wanted.AuthorizerUri), event),
              ttlSeconds: wanted.AuthorizerResultTtlInSeconds,
            }),
      );
      return { ref: idOf(resource), AuthorizerId: idOf(resource) };
    },
  };
  const route: Provider = {
    create: async (resource) => {
      const wanted = readProperties(routeShape, resource);
      const target = known(integrations, wanted.Target.replace(/^integrations\//, ''), resource);
      const authorize =
        wanted.AuthorizationType !== 'NONE' ? known(authorizers, wanted.AuthorizerId ?? '', resource) : undefined;
      known(apis, wanted.ApiId, resource).routes.add(wanted.RouteKey, {
        ...target,
        scopes: wanted.AuthorizationScopes,
        ...(authorize && { authorize }),
      });
      return { ref: idOf(resource) };
    },
  };
  return { api, authorizer, integration, route, stage };
}
