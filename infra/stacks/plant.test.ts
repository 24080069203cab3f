import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { DataStack } from './data.ts';
import { PlantStack } from './plant.ts';

// Bundles are not looked at here, so none is made.
const context = { 'aws:cdk:bundling-stacks': [], 'seriate:without-agent': true };
const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'plant-')), context });
const template = Template.fromStack(new PlantStack(app, 'plant', { data: new DataStack(app, 'data') }));
const propertiesOf = (type: string) =>
  Object.values(template.findResources(type)).map((resource) => Object(resource).Properties);

/** An ARN of the template as text, whatever its account and region are. */
const textOf = (arn: unknown): string => {
  if (typeof arn === 'string') return arn;
  const parts: readonly unknown[] = Object(arn)['Fn::Join']?.[1] ?? [];
  return parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
};

/** Resources of all statements that name one that holds `part`. */
const named = (documents: readonly unknown[], part: string): readonly string[] =>
  documents
    .flatMap((document) => Object(document).Statement)
    .flatMap(({ Resource }) => [Resource].flat().map(textOf))
    .filter((resource) => resource.includes(part));

/** Whether a pattern of IAM or AWS IoT reaches a name. */
const reaches = (pattern: string, name: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
  ).test(name);

test('a core reads the secrets of its own site, and of none whose name begins like it', () => {
  const resources = named(
    propertiesOf('AWS::IAM::Policy').map(({ PolicyDocument }) => PolicyDocument),
    ':secret:',
  );
  expect(resources).toHaveLength(1);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of AWS IoT, not of JavaScript
  const basel = (resources[0] ?? '').replace(/^.*:secret:/, '').replace('${credentials-iot:ThingName}', 'basel');
  expect(reaches(basel, 'seriate/sites/basel/agent-AbCdEf')).toBe(true);
  for (const other of [
    'seriate/sites/basel-2/agent-AbCdEf',
    'seriate/sites/bern/agent-AbCdEf',
    'seriate/sites/basel-AbCdEf',
  ])
    expect(reaches(basel, other)).toBe(false);
});

test('a core speaks under its own name, with what the nucleus adds to it, and under no name that begins like it', () => {
  const documents = propertiesOf('AWS::IoT::Policy')
    .filter(({ PolicyName }) => PolicyName === 'seriate-core')
    .map(({ PolicyDocument }) => PolicyDocument);
  const basel = (part: string) =>
    named(documents, part).map(
      (resource) =>
        resource
          .replace(/^.*?:(client|topic|topicfilter)\//, '')
          // biome-ignore-start lint/suspicious/noTemplateCurlyInString: policy variables of AWS IoT, not of JavaScript
          .replaceAll('${iot:Connection.Thing.ThingName}', 'basel')
          .replaceAll('${iot:Connection.Thing.Attributes[tenant]}', 'acme'),
      // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
    );
  const any = (part: string, name: string) => basel(part).some((pattern) => reaches(pattern, name));
  for (const client of ['basel', 'basel#2']) expect(any(':client/', client)).toBe(true);
  expect(any(':client/', 'basel-2')).toBe(false);
  for (const kind of [':topic/', ':topicfilter/'])
    for (const rest of [
      'jobs/get',
      'shadow/name/AWSManagedGreengrassV2Deployment/update',
      'greengrassv2/health/json',
    ]) {
      expect(any(kind, `$aws/things/basel/${rest}`)).toBe(true);
      expect(any(kind, `$aws/things/basel-2/${rest}`)).toBe(false);
    }
  expect(any(':topic/', 'seriate/acme/basel/line-1/capture')).toBe(true);
  expect(any(':topic/', 'seriate/acme/basel-2/line-1/capture')).toBe(false);
});

test('a core gets the agent of its own architecture', () => {
  const recipes = propertiesOf('AWS::GreengrassV2::ComponentVersion').map(({ InlineRecipe }) => textOf(InlineRecipe));
  expect(recipes).toHaveLength(2);
  for (const recipe of recipes) {
    const { Manifests } = JSON.parse(recipe);
    expect(Manifests.map(({ Platform }: { Platform: { architecture: string } }) => Platform.architecture)).toEqual([
      'amd64',
      'aarch64',
    ]);
  }
});
