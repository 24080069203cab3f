import { DataType, Variant, VariantArrayType } from 'node-opcua-client';
import type { Bound } from './bound.ts';
import { type ReturnCode, returnCodes } from './return-codes.ts';

/** A return status on the wire. */
export const statusOf = (code: ReturnCode): Variant =>
  new Variant({ dataType: DataType.Int32, value: returnCodes.indexOf(code) });

export const stringOf = (value: string | null): Variant => new Variant({ dataType: DataType.String, value });

export const stringsOf = (value: readonly string[]): Variant =>
  new Variant({ dataType: DataType.String, arrayType: VariantArrayType.Array, value: [...value] });

export const uintOf = (value: number): Variant => new Variant({ dataType: DataType.UInt32, value });
export const intOf = (value: number): Variant => new Variant({ dataType: DataType.Int32, value });
export const intsOf = (value: readonly number[]): Variant =>
  new Variant({ dataType: DataType.Int32, arrayType: VariantArrayType.Array, value: [...value] });
export const uintsOf = (value: readonly number[]): Variant =>
  new Variant({ dataType: DataType.UInt32, arrayType: VariantArrayType.Array, value: [...value] });

export function keyValuesOf({ space, namespace }: Bound, said: readonly { key: string; value: string }[]): Variant {
  const type = space.findDataType('OPENSCSKeyValueDataType', namespace);
  if (type === null) throw new Error('the model has no OPENSCSKeyValueDataType');
  return new Variant({
    dataType: DataType.ExtensionObject,
    arrayType: VariantArrayType.Array,
    value: said.map((one) => space.constructExtensionObject(type, { ...one })),
  });
}
