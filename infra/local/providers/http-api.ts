import * as v from 'valibot';
import { type Authorize, jwtAuthorizer } from '../http/authorizer.ts';
import type { HttpApi } from '../http/http-api.ts';
import { router } from '../http/router.ts';
import { numeric, type Provider, type Providers, placeOf, type Resource, readProperties } from '../provider.ts';

const apiShape = v.object({
  ProtocolType: v.literal('HTTP', 'only HTTP APIs are hosted locally'),
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
  AuthorizationType: v.optional(v.picklist(['NONE', 'JWT']), 'NONE'),
  AuthorizerId: v.optional(v.string()),
  AuthorizationScopes: v.optional(v.array(v.string()), []),
});
const authorizerShape = v.object({
  ApiId: v.string(),
  AuthorizerType: v.literal('JWT', 'only JWT authorizers are hosted locally'),
  IdentitySource: v.optional(v.array(v.literal('$request.header.Authorization'))),
  JwtConfiguration: v.object({ Audience: v.array(v.string()), Issuer: v.string() }),
});

/** The types of API Gateway v2, all working on one API; `serve` is called with it when its stage is created. */
export function httpApiProviders(serve: (api: HttpApi) => void): Providers {
  const apis = new Map<string, HttpApi>();
  const integrations = new Map<string, { fn: string; timeoutMs: number }>();
  const authorizers = new Map<string, Authorize>();

  const api: Provider = {
    create: async (resource, host) => {
      readProperties(apiShape, resource);
      if (apis.size > 0)
        throw new Error(`${placeOf(resource)}: one address serves one API; a second has no place locally`);
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
    create: async (resource) => {
      const { Audience, Issuer } = readProperties(authorizerShape, resource).JwtConfiguration;
      authorizers.set(idOf(resource), jwtAuthorizer(Issuer, Audience));
      return { ref: idOf(resource), AuthorizerId: idOf(resource) };
    },
  };
  const route: Provider = {
    create: async (resource) => {
      const wanted = readProperties(routeShape, resource);
      const target = known(integrations, wanted.Target.replace(/^integrations\//, ''), resource);
      const authorize =
        wanted.AuthorizationType === 'JWT' ? known(authorizers, wanted.AuthorizerId ?? '', resource) : undefined;
      known(apis, wanted.ApiId, resource).routes.add(wanted.RouteKey, {
        ...target,
        scopes: wanted.AuthorizationScopes,
        ...(authorize && { authorize }),
      });
      return { ref: idOf(resource) };
    },
  };
  return {
    'AWS::ApiGatewayV2::Api': api,
    'AWS::ApiGatewayV2::Authorizer': authorizer,
    'AWS::ApiGatewayV2::Integration': integration,
    'AWS::ApiGatewayV2::Route': route,
    'AWS::ApiGatewayV2::Stage': stage,
  };
}

const idOf = ({ stack, logicalId }: Resource) => `${stack}-${logicalId}`;

/** A function's ARN stands alone or inside API Gateway's own ARN for invoking it. */
const functionOf = (uri: string) => /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;

function known<Value>(values: ReadonlyMap<string, Value>, id: string, resource: Resource): Value {
  const value = values.get(id);
  if (value === undefined) throw new Error(`${placeOf(resource)}: refers to ${id}, which was not created`);
  return value;
}
