import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const members = v.record(v.string(), v.unknown());
const optionalMembers = v.optional(members, {});

const resource = v.object({
  Type: v.string(),
  Properties: optionalMembers,
  DependsOn: v.optional(
    v.union([
      v.pipe(
        v.string(),
        v.transform((one) => [one]),
      ),
      v.array(v.string()),
    ]),
    [],
  ),
  Condition: v.optional(v.string()),
});

const template = v.object({
  Parameters: v.optional(v.record(v.string(), members), {}),
  Mappings: v.optional(v.record(v.string(), v.record(v.string(), members)), {}),
  Conditions: optionalMembers,
  Resources: v.optional(v.record(v.string(), resource), {}),
  Outputs: v.optional(
    v.record(
      v.string(),
      v.object({
        Value: v.unknown(),
        Condition: v.optional(v.string()),
        Export: v.optional(v.object({ Name: v.unknown() })),
      }),
    ),
    {},
  ),
});

/** A CloudFormation template, its intrinsics still in it. */
export type Template = v.InferOutput<typeof template>;
export type TemplateResource = v.InferOutput<typeof resource>;

export interface Stack {
  readonly name: string;
  readonly template: Template;
}

/** A synthesized CDK app. */
export interface Assembly {
  /** Every stack after the stacks it depends on. */
  readonly stacks: readonly Stack[];
  /** Directory of an asset by the object key it would be uploaded under (`<hash>.zip`). */
  readonly assets: ReadonlyMap<string, string>;
}

const manifest = v.object({
  artifacts: v.optional(
    v.record(
      v.string(),
      v.object({ type: v.string(), properties: optionalMembers, dependencies: v.optional(v.array(v.string()), []) }),
    ),
    {},
  ),
});
const stackProperties = v.object({ templateFile: v.string(), stackName: v.optional(v.string()) });
const assetProperties = v.object({ file: v.string() });
const nestedProperties = v.object({ directoryName: v.string() });
const assetManifest = v.object({
  files: v.optional(
    v.record(
      v.string(),
      v.object({
        source: v.object({ path: v.optional(v.string()) }),
        destinations: v.record(v.string(), v.object({ objectKey: v.string() })),
      }),
    ),
    {},
  ),
});

/** Reads a `cdk.out` directory, nested stages included. Throws with the file's name when one is missing or not what CDK writes. */
export function readAssembly(directory: string): Assembly {
  const stacks: Stack[] = [];
  const assets = new Map<string, string>();
  readInto(directory, stacks, assets);
  return { stacks, assets };
}

function readInto(directory: string, stacks: Stack[], assets: Map<string, string>): void {
  const { artifacts } = readFile(manifest, join(directory, 'manifest.json'));
  for (const id of inOrder(artifacts)) {
    const artifact = artifacts[id];
    if (artifact?.type === 'aws:cloudformation:stack') {
      const { templateFile, stackName } = v.parse(stackProperties, artifact.properties);
      stacks.push({ name: stackName ?? id, template: readFile(template, join(directory, templateFile)) });
    } else if (artifact?.type === 'cdk:asset-manifest') {
      const { file } = v.parse(assetProperties, artifact.properties);
      for (const { source, destinations } of Object.values(readFile(assetManifest, join(directory, file)).files))
        for (const { objectKey } of Object.values(destinations))
          if (source.path !== undefined) assets.set(objectKey, join(directory, source.path));
    } else if (artifact?.type === 'cdk:cloud-assembly') {
      readInto(join(directory, v.parse(nestedProperties, artifact.properties).directoryName), stacks, assets);
    }
  }
}

/** Artifact ids, each after its dependencies; CDK has already refused cycles. */
function inOrder(artifacts: Record<string, { dependencies: string[] }>): string[] {
  const seen = new Set<string>();
  const order: string[] = [];
  const visit = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency);
    order.push(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return order;
}

function readFile<Shape extends v.GenericSchema>(shape: Shape, path: string): v.InferOutput<Shape> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`cannot read ${path}: is it a synthesized assembly?`, { cause });
  }
  const result = v.safeParse(shape, content);
  if (result.success) return result.output;
  throw new Error(`${path}: ${result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('; ')}`);
}
