import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { captureFilter, captureTopic, statusFilter, statusTopic } from '#shared/messages/topics.ts';
import { routes } from '../../functions/describe-api/routes.ts';
import { accepted } from '../../infra/nag.ts';
import { addStage } from '../../infra/stages.ts';

// Bundles are not looked at here, so none is made.
const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'template-')), context: { 'aws:cdk:bundling-stacks': [] } });
addStage(app, 'seriate');
const assembly = app.synth();

const resourceShape = v.looseObject({ Type: v.string(), Properties: v.optional(v.looseObject({}), {}) });
const templateShape = v.looseObject({ Resources: v.record(v.string(), resourceShape) });
const resources = assembly.stacks.flatMap(({ templateFullPath }) =>
  Object.entries(v.parse(templateShape, JSON.parse(readFileSync(templateFullPath, 'utf8'))).Resources),
);
const ofType = (type: string) =>
  resources.filter(([, { Type }]) => Type === type).map(([id, { Properties }]) => ({ id, ...Properties }));

// Those of the WebSocket API have no method; its function asks for the token itself.
const httpRoutes = ofType('AWS::ApiGatewayV2::Route').filter(
  (route) => !String(Object(route).RouteKey).startsWith('$'),
);

test('every stack has room left: CloudFormation takes 500 resources of one', () => {
  const sizes = assembly.stacks.map(({ stackName, templateFullPath }) => {
    const { Resources } = v.parse(templateShape, JSON.parse(readFileSync(templateFullPath, 'utf8')));
    return { stackName, resources: Object.keys(Resources).length };
  });
  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes.filter(({ resources }) => resources >= 450)).toEqual([]);
});

test('every route of the template is described, and nothing else', () => {
  const inTemplate = httpRoutes.map((route) => String(Object(route).RouteKey));
  const ofConsole = ['GET /', 'GET /assets/{file}', 'GET /console.json'];
  expect(inTemplate.filter((route) => !ofConsole.includes(route)).sort()).toEqual(Object.keys(routes).sort());
});

test('every route asks for a token, but for the page, the description, health, who was invited and AS2', () => {
  const open = httpRoutes.filter((route) => Object(route).AuthorizationType !== 'CUSTOM');
  expect(open.map((route) => String(Object(route).RouteKey)).sort()).toEqual([
    'GET /',
    'GET /api/openapi.json',
    'GET /assets/{file}',
    'GET /console.json',
    'GET /health',
    'POST /as2',
    'POST /partner/accept',
  ]);
});

test('the token is judged by our own function, which is asked again after a minute at most', () => {
  expect(ofType('AWS::ApiGatewayV2::Authorizer').map(Object)).toMatchObject([
    {
      AuthorizerType: 'REQUEST',
      AuthorizerResultTtlInSeconds: 60,
      IdentitySource: ['$request.header.Authorization'],
      EnableSimpleResponses: true,
    },
  ]);
});

test('the stage turns away more than it announces', () => {
  const [stage] = ofType('AWS::ApiGatewayV2::Stage')
    .map(Object)
    .filter(({ DefaultRouteSettings }) => DefaultRouteSettings);
  const announced = ofType('AWS::Lambda::Function')
    .map(Object)
    .flatMap(({ Environment }) => Environment?.Variables.RATE_LIMIT_POLICY ?? []);
  expect(new Set(announced)).toEqual(new Set([`"stage";q=${stage.DefaultRouteSettings.ThrottlingRateLimit};w=1`]));
});

test('what no route takes is answered by a function that tells why, and asks for a token like all', () => {
  const [unrouted, ...others] = ofType('AWS::ApiGatewayV2::Route').filter(
    (route) => Object(route).RouteKey === '$default' && Object(route).AuthorizationType === 'CUSTOM',
  );
  expect(others).toEqual([]);
  expect(JSON.stringify(unrouted)).toContain('epcisoptions');
});

test('every queue has dead letters, every dead-letter queue an alarm whose text names a runbook that exists', () => {
  const queues = ofType('AWS::SQS::Queue');
  const deadLetters = queues.filter(({ id }) => id.includes('deadletters'));
  const working = queues.filter(({ id }) => !id.includes('deadletters'));
  expect(working.every((queue) => Object(queue).RedrivePolicy !== undefined)).toBe(true);
  expect(deadLetters).toHaveLength(working.length);
  const alarms = ofType('AWS::CloudWatch::Alarm').map(Object);
  const watched = alarms.flatMap(({ Dimensions }) => (Dimensions ?? []).map((one: unknown) => JSON.stringify(one)));
  for (const { id } of deadLetters) expect(watched.filter((one) => one.includes(id))).toHaveLength(1);
  const runbooks = readdirSync('docs/runbooks').map((name) => `docs/runbooks/${name}`);
  for (const { AlarmDescription } of alarms) expect(runbooks).toContain(/runbook: (\S+)/.exec(AlarmDescription)?.[1]);
});

test('what a line publishes on is what the topic rule listens to', () => {
  const rules = ofType('AWS::IoT::TopicRule').map((rule) => String(Object(rule).TopicRulePayload.Sql));
  expect(rules.map((sql) => /FROM '([^']+)'/.exec(sql)?.[1])).toEqual([captureFilter, statusFilter]);
  const line = { tenant: 'packright', site: 'rotterdam', line: 'line-1' };
  const patternOf = (filter: string) => new RegExp(`^${filter.replaceAll('+', '[^/]+')}$`);
  expect(captureTopic(line)).toMatch(patternOf(captureFilter));
  expect(statusTopic(line)).toMatch(patternOf(statusFilter));
});

test('the ledger only grows: no role may change or delete in it, nor delete a document', () => {
  const statements = ofType('AWS::IAM::Policy').flatMap((policy) => Object(policy).PolicyDocument.Statement);
  const actionsOn = (what: RegExp) =>
    statements
      .filter(({ Resource }) => what.test(JSON.stringify(Resource)))
      .flatMap(({ Action }) => [Action].flat().map(String));
  expect(actionsOn(/ledger/)).toContain('dynamodb:PutItem');
  expect(actionsOn(/ledger/).filter((action) => /Update|Delete|\*/.test(action))).toEqual([]);
  expect(actionsOn(/documents/).filter((action) => /s3:(Delete|\*)/.test(action))).toEqual([]);
});

test('five tables, none of which can be deleted by mistake, all of which can be restored', () => {
  const tables = ofType('AWS::DynamoDB::Table').map(Object);
  expect(tables).toHaveLength(5);
  for (const table of tables) {
    expect(table.DeletionProtectionEnabled).toBe(true);
    expect(table.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(table.StreamSpecification).toBeUndefined();
  }
});

test('of what is in the bucket only messages to subscribers (after 400 days) and files of serials (after seven) are ever dropped, and who writes them may say so', () => {
  const rules = ofType('AWS::S3::Bucket').flatMap((bucket) => Object(bucket).LifecycleConfiguration?.Rules ?? []);
  expect(rules).toEqual([
    {
      Id: 'messages-to-subscribers',
      Status: 'Enabled',
      TagFilters: [{ Key: 'seriate-kept', Value: '400-days' }],
      ExpirationInDays: 400,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    },
    {
      Id: 'files-of-serials',
      Status: 'Enabled',
      TagFilters: [{ Key: 'seriate-kept', Value: '7-days' }],
      ExpirationInDays: 7,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    },
    { Id: 'unfinished-objects', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
  ]);
  const statements = ofType('AWS::IAM::Policy').flatMap((policy) => Object(policy).PolicyDocument.Statement);
  const tagging = statements.filter(({ Action }) => [Action].flat().includes('s3:PutObjectTagging'));
  for (const prefix of ['/*/subscriptions/*', '/*/serials/*']) expect(JSON.stringify(tagging)).toContain(prefix);
});

test('the site’s agent is a component for both runtimes of Greengrass, each deployed to its group after it is there', () => {
  const components = ofType('AWS::GreengrassV2::ComponentVersion').map(Object);
  const recipes = components.map(({ InlineRecipe }) => JSON.stringify(InlineRecipe));
  for (const name of ['seriate.SiteAgent', 'seriate.SiteAgentLite'])
    expect(recipes.filter((recipe) => recipe.includes(`\\"ComponentName\\":\\"${name}\\"`))).toHaveLength(1);
  const deployments = resources.filter(([, { Type }]) => Type === 'AWS::GreengrassV2::Deployment');
  expect(deployments).toHaveLength(2);
  for (const [, { DependsOn, Properties }] of deployments) {
    const [name = ''] = Object.keys(Object(Properties).Components);
    const { ComponentVersion } = Object(Properties).Components[name];
    expect(ComponentVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(DependsOn).toEqual([expect.stringMatching(/^agent(nucleus|lite)$/)]);
    expect(recipes.some((recipe) => recipe.includes(`\\"ComponentVersion\\":\\"${ComponentVersion}\\"`))).toBe(true);
    expect(Object(Properties).DeploymentPolicies.ComponentUpdatePolicy.Action).toBe('NOTIFY_COMPONENTS');
  }
});

test('no function may touch all resources', () => {
  const statements = ofType('AWS::IAM::Policy').flatMap((policy) => Object(policy).PolicyDocument.Statement);
  const wide = statements.filter(({ Resource, Effect }) => Effect === 'Allow' && [Resource].flat().includes('*'));
  expect(wide).toEqual([]);
});

test('no secret stands in a template', () => {
  for (const { templateFullPath } of assembly.stacks)
    expect(readFileSync(templateFullPath, 'utf8')).not.toMatch(/whsec_|BEGIN [A-Z ]*PRIVATE KEY|"SecretString"\s*:/);
});

describe('the AWS Solutions rules of cdk-nag', () => {
  const found = new AwsSolutionsChecks()
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({ finding: ruleName, at: constructPath })),
    );
  const fits = (one: (typeof accepted)[number], { finding, at }: (typeof found)[number]) =>
    one.finding.test(finding) && one.at.test(at);

  test('find nothing but what is accepted, each with a reason, in infra/nag.ts', () => {
    expect(found.filter((one) => !accepted.some((other) => fits(other, one)))).toEqual([]);
  });

  test.each(accepted)('still find $finding', (one) => expect(found.some((other) => fits(one, other))).toBe(true));
});

describe('the audit trail', () => {
  const texts = v.union([
    v.pipe(
      v.string(),
      v.transform((one) => [one]),
    ),
    v.array(v.string()),
  ]);
  const statementShape = v.looseObject({ Effect: v.string(), Action: texts, Resource: v.unknown() });
  const policyShape = v.looseObject({ id: v.string(), PolicyDocument: v.object({ Statement: v.array(v.unknown()) }) });
  const changes = /^dynamodb:(\*|Put|Update|Delete|BatchWrite|PartiQL)/;
  const writers = ofType('AWS::IAM::Policy').flatMap((policy) => {
    const { id, PolicyDocument } = v.parse(policyShape, policy);
    const own = PolicyDocument.Statement.flatMap((one) =>
      v.is(statementShape, one) ? [v.parse(statementShape, one)] : [],
    ).filter(({ Resource }) => /GetAttregistry/.test(JSON.stringify(Resource)));
    const mayWrite = own.some(({ Effect, Action }) => Effect === 'Allow' && Action.some((one) => changes.test(one)));
    return mayWrite ? [{ id, own }] : [];
  });

  test('stands beside rows that many functions write', () => expect(writers.length).toBeGreaterThan(8));

  test.each(writers)('takes rows from $id, which may neither change nor remove one', ({ own }) =>
    expect(own).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: ['dynamodb:DeleteItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
        Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['*#audit#*'] } },
      }),
    ),
  );
});
