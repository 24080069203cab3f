import fc from 'fast-check';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { isExactNumber } from '#shared/wire/exact-number.ts';
import type { JsonObject } from '#shared/wire/json.ts';
import { anyParty } from './arbitrary-epc.ts';
import { attributeExtensions, extensions, ownCurie } from './arbitrary-extension.ts';
import { anyDecimal } from './arbitrary-number.ts';
import { anyText, anyTime, anyUri } from './arbitrary-text.ts';

const uri = fc.oneof(anyUri, anyParty, ownCurie);

const aboutDevice = {
  deviceID: uri,
  deviceMetadata: uri,
  rawData: uri,
  dataProcessingMethod: uri,
  bizRules: uri,
  time: anyTime,
};

const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 3, nil: undefined });

/** The members that are there, and extensions after them. */
export const withExtensions = (
  standard: fc.Arbitrary<JsonObject>,
  more: fc.Arbitrary<JsonObject> = extensions(2),
): fc.Arbitrary<JsonObject> => fc.tuple(standard, sometimes(more)).map(([object, added]) => ({ ...object, ...added }));

const metadata = withExtensions(
  fc.record({ ...aboutDevice, startTime: anyTime, endTime: anyTime }, { requiredKeys: [] }),
  attributeExtensions,
);

const word = fc.constantFrom('Temperature', 'RelativeHumidity', 'Speed', 'Length');
const own = fc.oneof(anyUri, ownCurie);

const report = withExtensions(
  fc.record(
    {
      type: fc.oneof(word, own, fc.constant('gs1:OwnMeasure')),
      exception: fc.oneof(fc.constantFrom('ALARM_CONDITION', 'ERROR_CONDITION'), own),
      ...aboutDevice,
      microorganism: uri,
      chemicalSubstance: uri,
      value: anyDecimal,
      component: fc.oneof(fc.constantFrom('x', 'latitude', 'polar_angle'), own),
      stringValue: fc.oneof(anyText, fc.constantFrom('example:x', 'ex:', 'n:1')),
      booleanValue: fc.boolean(),
      hexBinaryValue: fc.stringMatching(/^([0-9A-Fa-f]{2}){1,4}$/),
      uriValue: uri,
      minValue: anyDecimal,
      maxValue: anyDecimal,
      meanValue: anyDecimal,
      sDev: anyDecimal,
      percRank: anyDecimal,
      percValue: anyDecimal,
      uom: fc.constantFrom('CEL', 'A93', 'KGM', 'C62', '4L'),
      coordinateReferenceSystem: uri,
    },
    { requiredKeys: ['type'] },
  ),
  attributeExtensions,
);

/** Where an exception is told, nothing need have been measured. */
const alarm: fc.Arbitrary<JsonObject> = fc.constant({ exception: 'ALARM_CONDITION' });

/** A sensor element with any of its fields. A field of the device stands in one place only (EPCIS 2.0 §7.3). */
export const anySensorElement: fc.Arbitrary<JsonObject> = withExtensions(
  fc
    .tuple(
      sometimes(metadata),
      fc.array(fc.oneof({ weight: 9, arbitrary: report }, { weight: 1, arbitrary: alarm }), {
        minLength: 1,
        maxLength: 2,
      }),
    )
    .map(([about, reports]): JsonObject => {
      if (about === undefined) return { sensorReport: reports };
      const sensorReport = reports.map(
        (each): JsonObject =>
          Object.fromEntries(Object.entries(each).filter(([name]) => !(name in aboutDevice && name in about))),
      );
      return { sensorMetadata: about, sensorReport };
    }),
);

/** Whether what others added to the readings of the event's sensors is more than attributes say: then it is in elements. */
export const inElements = ({
  sensorElementList = [],
}: EpcisEvent): Record<'sensorMetadata' | 'sensorReport', boolean> => ({
  sensorMetadata: sensorElementList.some(({ sensorMetadata = {} }) => !fitsAttributes(sensorMetadata)),
  sensorReport: sensorElementList.some(({ sensorReport = [] }) => !sensorReport.every(fitsAttributes)),
});

const fitsAttributes = (holder: object): boolean =>
  Object.entries(holder).every(([name, value]) => !name.includes(':') || isAttribute(value));

/** A structure is none, and neither is a list, nor a number with an exponent, which would lose its type. */
const isAttribute = (value: unknown): boolean =>
  isExactNumber(value) || typeof value === 'number'
    ? !/e/i.test(JSON.stringify(value))
    : typeof value !== 'object' || value === null;
