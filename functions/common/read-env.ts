import * as v from 'valibot';

/** Reads a function's environment against its own contract; a missing variable stops the start with its name. */
export function readEnv<Shape extends v.GenericSchema>(shape: Shape, env: NodeJS.ProcessEnv): v.InferOutput<Shape> {
  const result = v.safeParse(shape, env);
  if (result.success) return result.output;
  throw new Error(
    `environment: ${result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('; ')}`,
  );
}
