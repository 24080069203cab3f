import type { HttpApi } from '../http/http-api.ts';
import type { Provider, Providers } from '../provider.ts';
import type { SocketApi } from '../socket/socket-api.ts';
import { httpApiProviders } from './http-api.ts';
import { isSocketApi, socketApiProviders } from './socket-api.ts';

export interface Serve {
  /** Called with the HTTP API when its stage is created. */
  http(api: HttpApi): void;
  /** Called with a WebSocket API when its stage is created. */
  sockets(api: SocketApi, stage: string): void;
}

/** The types of API Gateway v2. One type makes two kinds of things; which of them is decided by the API a resource belongs to. */
export function apiGatewayProviders(serve: Serve): Providers {
  const http = httpApiProviders(serve.http);
  const sockets = socketApiProviders(serve.sockets);
  const byApi = (ofHttp: Provider, ofSockets: Provider): Provider => ({
    create: (resource, host) =>
      (sockets.owns(String(resource.properties['ApiId'])) ? ofSockets : ofHttp).create(resource, host),
  });
  return {
    'AWS::ApiGatewayV2::Api': {
      create: (resource, host) => (isSocketApi(resource) ? sockets.api : http.api).create(resource, host),
    },
    'AWS::ApiGatewayV2::Authorizer': http.authorizer,
    'AWS::ApiGatewayV2::Integration': byApi(http.integration, sockets.integration),
    'AWS::ApiGatewayV2::Route': byApi(http.route, sockets.route),
    'AWS::ApiGatewayV2::RouteResponse': sockets.routeResponse,
    'AWS::ApiGatewayV2::Stage': byApi(http.stage, sockets.stage),
  };
}
