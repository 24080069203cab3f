import { type Duration, Stack } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { bundledFunction } from './bundle.ts';
import { rateLimitPolicy } from './throttle.ts';

/** `METHOD /path` as in an OpenAPI document. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS'} /${string}`;

export interface HttpFunctionProps {
  readonly api: HttpApi;
  readonly name: string;
  readonly routes: readonly Route[];
  readonly environment: Record<string, string>;
  /** Routes without a token: a page, a description, a health check. */
  readonly open?: boolean;
  /** It answers whatever no route takes, too. */
  readonly answersUnrouted?: boolean;
  readonly timeout?: Duration;
  /** MB. */
  readonly memorySize?: number;
  /** What else travels inside the function: names there, and paths below the root here. */
  readonly files?: Readonly<Record<string, string>>;
}

const methods: Record<string, HttpMethod> = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  DELETE: HttpMethod.DELETE,
  OPTIONS: HttpMethod.OPTIONS,
};

/** A function and its routes. Every route asks for a token unless the function is open. */
export class HttpFunction extends Construct {
  readonly function: NodejsFunction;
  /** Nobody has to say who he is. */
  readonly isOpen: boolean;

  constructor(scope: Construct, { api, routes, open = false, answersUnrouted = false, ...bundle }: HttpFunctionProps) {
    super(scope, bundle.name);
    this.isOpen = open;
    const environment = { ...bundle.environment, RATE_LIMIT_POLICY: rateLimitPolicy };
    this.function = bundledFunction(this, { ...bundle, environment });
    // One permission for the API, not one for each route: a stack has at most 500 resources, and every route would cost two of them.
    const integration = new HttpLambdaIntegration('integration', this.function, { scopePermissionToRoute: false });
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      const authorizer = open ? { authorizer: new HttpNoneAuthorizer() } : {};
      const verb = methods[method] ?? HttpMethod.ANY;
      // A route that the API makes lies in the API's own stack, wherever its function is.
      if (Stack.of(this) === Stack.of(api)) api.addRoutes({ path, methods: [verb], integration, ...authorizer });
      else
        new HttpRoute(this, `${verb}${path}`, {
          httpApi: api,
          routeKey: HttpRouteKey.with(path, verb),
          integration,
          ...(api.defaultAuthorizer && { authorizer: api.defaultAuthorizer }),
          ...authorizer,
        });
    }
    if (answersUnrouted)
      new HttpRoute(this, 'unrouted', {
        httpApi: api,
        routeKey: HttpRouteKey.DEFAULT,
        integration,
        ...(api.defaultAuthorizer && { authorizer: api.defaultAuthorizer }),
      });
  }
}
