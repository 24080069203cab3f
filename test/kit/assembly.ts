import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A synthesized assembly as CDK writes it, small enough for a test: templates by stack name, function sources by asset name. */
export interface Fixture {
  readonly stacks: Readonly<Record<string, object>>;
  readonly functions?: Readonly<Record<string, string>>;
}

/** Writes the assembly and answers its directory. Stacks depend on one another in the order given; a function's code is `index.mjs` of `<name>.zip`. */
export function writeAssembly(directory: string, { stacks, functions = {} }: Fixture): string {
  const names = Object.keys(stacks);
  const files: Record<string, object> = {};
  mkdirSync(directory, { recursive: true });
  for (const [name, source] of Object.entries(functions)) {
    mkdirSync(join(directory, `asset.${name}`), { recursive: true });
    writeFileSync(join(directory, `asset.${name}`, 'index.mjs'), source);
    files[name] = {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { current: { bucketName: 'cdk-assets', objectKey: `${name}.zip` } },
    };
  }
  const artifacts: Record<string, object> = {
    assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
  };
  for (const [i, name] of names.entries()) {
    writeFileSync(join(directory, `${name}.template.json`), JSON.stringify(stacks[name]));
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: `${name}.template.json` },
      dependencies: ['assets', ...names.slice(Math.max(0, i - 1), i)],
    };
  }
  // Last stack first: whoever reads must follow the dependencies.
  const reversed = Object.fromEntries(Object.entries(artifacts).toReversed());
  writeFileSync(join(directory, 'assets.json'), JSON.stringify({ version: '1', files }));
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '1', artifacts: reversed }));
  return directory;
}

/** A function of the fixture, as a template resource. */
export const fixtureFunction = (name: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Code: { S3Bucket: 'cdk', S3Key: `${name}.zip` },
    ...more,
  },
});

/** An API of the fixture: routes (`GET /x`) to functions, each named again as a resource. `guarded` routes ask for a token of the authorizer. */
export function fixtureApi(
  routes: Readonly<Record<string, string>>,
  guarded: { readonly authorizer: object; readonly scopes: Readonly<Record<string, readonly string[]>> } = {
    authorizer: {},
    scopes: {},
  },
): Record<string, object> {
  const ApiId = { Ref: 'Api' };
  const part = (type: string, properties: object) => ({
    Type: `AWS::ApiGatewayV2::${type}`,
    Properties: { ApiId, ...properties },
  });
  const resources: Record<string, object> = {
    Stage: part('Stage', { StageName: '$default', AutoDeploy: true }),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Authorizer: part('Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['nobody'], Issuer: 'http://127.0.0.1:1', ...guarded.authorizer },
    }),
  };
  for (const [i, [RouteKey, fn]] of Object.entries(routes).entries()) {
    const AuthorizationScopes = guarded.scopes[RouteKey];
    resources[`${fn}Integration`] = part('Integration', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': [fn, 'Arn'] },
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 1500,
    });
    resources[`Route${i}`] = part('Route', {
      RouteKey,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${fn}Integration` }]] },
      ...(AuthorizationScopes && {
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: 'Authorizer' },
        AuthorizationScopes,
      }),
    });
  }
  return resources;
}
