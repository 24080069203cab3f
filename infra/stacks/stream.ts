import { Stack } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** Where streams are opened. The function behind it needs what senders to it need too, so its routes are added later, by `addStreamRoutes`. */
export class StreamStack extends Stack {
  readonly api: WebSocketApi;
  /** Of the one place where streams are opened, `wss:`, and `ws:` on one machine. What is sent to them goes there too, over `https:`. */
  readonly url: string;
  readonly #stage: WebSocketStage;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'api', { description: 'Seriate: streams of events that match a named query' });
    this.#stage = new WebSocketStage(this, 'stage', {
      webSocketApi: this.api,
      stageName: 'stream',
      autoDeploy: true,
    });
    this.url = `${this.api.apiEndpoint}/${this.#stage.stageName}`;
  }

  /** Lets a function send to open connections and close them. */
  grantManageConnections(grantee: IGrantable): void {
    this.#stage.grantManagementApiAccess(grantee);
  }
}
