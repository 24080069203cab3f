import * as v from 'valibot';

/** What comes over the wire, as the OPC UA library decodes it: absent strings and arrays are null. */
const text = v.pipe(v.nullish(v.string(), ''), v.maxLength(2_000));
const many = <Of extends v.GenericSchema>(of: Of) => v.nullish(v.array(of), []);
const keyValue = v.object({ key: text, value: text });
export const keyValues = v.pipe(many(keyValue), v.maxLength(100));
export type KeyValues = v.InferOutput<typeof keyValues>;

const label = v.object({ ID: text, labelProperties: keyValues });
const common = { ID: text, state: v.number(), serialNumbers: many(text) };
export const snCollection = v.object(common);
export const labelCollection = v.object({
  ...common,
  labelCollection: many(label),
  labelCollectionProperties: keyValues,
});
export const aggregations = many(v.object({ parentElement: label, parentElementCollection: labelCollection }));
export const streamOptions = v.nullish(
  v.object({ sNFormat: text, parentSNFormat: text, packedElementSNFormat: text, eventContext: keyValues }),
);
export const string = text;
export const number = v.number();
export type Labels = v.InferOutput<typeof labelCollection>;

/** The numbers of a collection of labels: those of its labels, or the bare list where it has none. */
export const numbersOf = ({ labelCollection, serialNumbers }: Labels): string[] =>
  labelCollection.length > 0 ? labelCollection.map(({ ID }) => ID) : serialNumbers;
