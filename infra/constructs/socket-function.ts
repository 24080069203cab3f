import type { Duration } from 'aws-cdk-lib';
import type { WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { bundledFunction } from './bundle.ts';

export interface SocketFunctionProps {
  readonly api: WebSocketApi;
  readonly name: string;
  readonly environment: Record<string, string>;
  readonly timeout?: Duration;
}

/** The function behind all routes of a WebSocket API: a connection's beginning, its end, and what a client says, which alone is answered. */
export class SocketFunction extends Construct {
  readonly function: NodejsFunction;

  constructor(scope: Construct, { api, ...bundle }: SocketFunctionProps) {
    super(scope, bundle.name);
    this.function = bundledFunction(this, bundle);
    for (const routeKey of ['$connect', '$disconnect', '$default'])
      new WebSocketRoute(this, routeKey, {
        webSocketApi: api,
        routeKey,
        integration: new WebSocketLambdaIntegration('integration', this.function),
        returnResponse: routeKey === '$default',
      });
  }
}
