import type { ISessionContext, UAMethod, UAObject } from 'node-opcua-address-space';
import { type StatusCode, StatusCodes, type Variant } from 'node-opcua-client';
import * as v from 'valibot';

/** The method of an object. Throws for one that the model lacks. */
export function methodOf(object: UAObject, name: string, namespace: number): UAMethod {
  const method = object.getMethodByName(name, namespace);
  if (method === null) throw new Error(`the model has no ${name}`);
  return method;
}

type Answered = Variant[] | StatusCode;

/** Binds what a method does. What it is given in another shape than its arguments have is turned down before anything is done. */
export function bind(
  method: UAMethod,
  work: (inputs: readonly unknown[], context: ISessionContext) => Answered | Promise<Answered>,
): void {
  method.bindMethod(async (inputs: readonly Pick<Variant, 'value'>[], context: ISessionContext) => {
    try {
      const answer = await work(
        inputs.map(({ value }): unknown => value),
        context,
      );
      return Array.isArray(answer)
        ? { statusCode: StatusCodes.Good, outputArguments: answer }
        : { statusCode: answer, outputArguments: [] };
    } catch (fault) {
      if (fault instanceof v.ValiError) return { statusCode: StatusCodes.BadInvalidArgument, outputArguments: [] };
      throw fault;
    }
  });
}
