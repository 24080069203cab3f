/** CBV 2.0 standard vocabularies and the three spellings of their values. */

const bizSteps = [
  'accepting',
  'arriving',
  'assembling',
  'collecting',
  'commissioning',
  'consigning',
  'creating_class_instance',
  'cycle_counting',
  'decommissioning',
  'departing',
  'destroying',
  'disassembling',
  'dispensing',
  'encoding',
  'entering_exiting',
  'holding',
  'inspecting',
  'installing',
  'killing',
  'loading',
  'other',
  'packing',
  'picking',
  'receiving',
  'removing',
  'repackaging',
  'repairing',
  'replacing',
  'reserving',
  'retail_selling',
  'sampling',
  'sensor_reporting',
  'shipping',
  'staging_outbound',
  'stock_taking',
  'stocking',
  'storing',
  'transporting',
  'unloading',
  'unpacking',
  'void_shipping',
] as const;

const dispositions = [
  'active',
  'available',
  'completeness_inferred',
  'completeness_verified',
  'conformant',
  'container_closed',
  'container_open',
  'damaged',
  'destroyed',
  'dispensed',
  'disposed',
  'encoded',
  'expired',
  'in_progress',
  'in_transit',
  'inactive',
  'mismatch_class',
  'mismatch_instance',
  'mismatch_quantity',
  'needs_replacement',
  'no_pedigree_match',
  'non_conformant',
  'non_sellable_other',
  'partially_dispensed',
  'recalled',
  'reserved',
  'retail_sold',
  'returned',
  'sellable_accessible',
  'sellable_not_accessible',
  'stolen',
  'unavailable',
  'unknown',
] as const;

const measurementTypes = (
  'AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance AmountOfSubstancePerUnitVolume ' +
  'Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance Conductivity Count Density ' +
  'Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity ' +
  'ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length ' +
  'LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass ' +
  'MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power ' +
  'Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume ' +
  'Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction ' +
  'VolumetricFlux Wavenumber'
).split(' ');

const components = (
  'x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude longitude ' +
  'altitude'
).split(' ');

const transactionTypes = 'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt'.split(' ');

interface Vocabulary {
  readonly words: ReadonlySet<string>;
  /** What stands before the word in its web URI, CURIE and URN. The first is the one to write. */
  readonly uris: readonly string[];
  readonly curie: string;
  readonly urn?: string;
}

const cbv = (words: readonly string[], name: string, urn?: string): Vocabulary => ({
  words: new Set(words),
  uris: ['https://ref.gs1.org', 'http://ref.gs1.org', 'https://ns.gs1.org', 'http://ns.gs1.org'].map(
    (host) => `${host}/cbv/${name}-`,
  ),
  curie: `cbv:${name}-`,
  ...(urn === undefined ? {} : { urn: `urn:epcglobal:cbv:${urn}:` }),
});

/** The context file says gs1.org, today's tools ref.gs1.org; both mean the same words. */
const gs1Voc = (words: readonly string[]): Vocabulary => ({
  words: new Set(words),
  uris: ['https://ref.gs1.org/voc/', 'https://gs1.org/voc/', 'https://www.gs1.org/voc/', 'http://gs1.org/voc/'],
  curie: 'gs1:',
});

const vocabularies = {
  bizStep: cbv(bizSteps, 'BizStep', 'bizstep'),
  disposition: cbv(dispositions, 'Disp', 'disp'),
  bizTransactionType: cbv(transactionTypes, 'BTT', 'btt'),
  sourceDestType: cbv(['owning_party', 'possessing_party', 'location'], 'SDT', 'sdt'),
  errorReason: cbv(['did_not_occur', 'incorrect_data'], 'ER', 'er'),
  component: cbv(components, 'Comp'),
  measurementType: gs1Voc(measurementTypes),
  sensorException: gs1Voc(['ALARM_CONDITION', 'ERROR_CONDITION']),
} as const satisfies Record<string, Vocabulary>;

/** The fields whose values are words of CBV, or URIs of somebody's own. */
export type VocabularyField = keyof typeof vocabularies;

const of = (field: VocabularyField): Vocabulary => vocabularies[field];

/** True for a bare word of the field's vocabulary in CBV 2.0. */
export function isStandardWord(field: VocabularyField, word: string): boolean {
  return of(field).words.has(word);
}

/** The bare word for a URN, web URI or CURIE of CBV; every other value is answered unchanged. */
export function bareWord(field: VocabularyField, value: string): string {
  const { words, uris, curie, urn } = of(field);
  if (words.has(value)) return value;
  const before = [curie, ...(urn === undefined ? [] : [urn]), ...uris].find((prefix) => value.startsWith(prefix));
  if (before === undefined) return value;
  const word = value.slice(before.length);
  return words.has(word) ? word : value;
}

/**
 * The web URI of a bare word or of a CURIE into the standard vocabularies; every other value is answered unchanged.
 */
export function webUri(field: VocabularyField, value: string): string {
  const { uris, curie } = of(field);
  const bare = bareWord(field, value);
  if (isStandardWord(field, bare)) return `${uris[0]}${bare}`;
  return bare.startsWith(curie) ? `${uris[0]}${bare.slice(curie.length)}` : bare;
}
