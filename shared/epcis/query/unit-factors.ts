/** How a unit measures its dimension: so many base units, from where the base has `zero`. */
interface Factor {
  readonly dimension: string;
  readonly scale: number;
  /** The unit's own zero, in base units; only temperatures have one. */
  readonly zero: number;
}

const RANKINE = 5 / 9;
const DEGREE = Math.PI / 180;

/**
 * Conversion of common units to a base (the first of each row): UNECE Recommendation 20, Codes for Units of Measure Used in International Trade,
 * column "conversion factor", with the exact values behind its rounded ones (NIST SP 811, appendix B). Not the whole recommendation: a unit that
 * stands nowhere here is compared with itself only. Kinds of quantity are kept apart even where their dimensions agree (torque and energy).
 */
const table: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AbsorbedDose: { A95: 1, C13: 1e-3, C80: 1e-2 },
  Acceleration: { MSK: 1, A76: 1e-2, K40: 9.80665, A73: 0.3048 },
  AmountOfSubstance: { C34: 1, B45: 1e3, C18: 1e-3, FH: 1e-6 },
  Angle: { C81: 1, DD: DEGREE, D61: DEGREE / 60, D62: DEGREE / 3600, A91: Math.PI / 200, C25: 1e-3 },
  AngularVelocity: { '2A': 1, RPM: Math.PI / 30, RPS: 2 * Math.PI },
  Area: {
    MTK: 1,
    DMK: 1e-2,
    CMK: 1e-4,
    MMK: 1e-6,
    KMK: 1e6,
    HAR: 1e4,
    INK: 6.4516e-4,
    FTK: 0.09290304,
    YDK: 0.83612736,
  },
  Capacitance: { FAR: 1, C10: 1e-3, '4O': 1e-6, C41: 1e-9, '4T': 1e-12 },
  Conductance: { SIE: 1, C27: 1e-3, B53: 1e3 },
  Conductivity: { D10: 1, H61: 0.1 },
  Count: { C62: 1, EA: 1, H87: 1, NAR: 1, PR: 2, DZN: 12, CEN: 100, GRO: 144, MIL: 1000, MIO: 1e6 },
  Density: { KMQ: 1, A93: 1e-3, GP: 1e-6, GQ: 1e-9, GL: 1, M1: 1e-3, GJ: 1e3, '23': 1e3, B35: 1e3 },
  DoseEquivalent: { D13: 1, C28: 1e-3, D91: 1e-2 },
  DynamicViscosity: { C65: 1, C24: 1e-3, C7: 1e-3, '89': 0.1 },
  ElectricCharge: { COU: 1, AMH: 3600 },
  ElectricCurrent: { AMP: 1, '4K': 1e-3, B22: 1e3, B84: 1e-6 },
  Energy: { JOU: 1, KJO: 1e3, '3B': 1e6, GV: 1e9, WHR: 3600, KWH: 3.6e6, MWH: 3.6e9, D70: 4.1868 },
  Force: { NEW: 1, B47: 1e3, C20: 1e-3, DU: 1e-5, B37: 9.80665, C78: 4.4482216152605 },
  Frequency: { HTZ: 1, KHZ: 1e3, MHZ: 1e6, A86: 1e9 },
  Illuminance: { LUX: 1, B60: 1e3 },
  Inductance: { '81': 1, C14: 1e-3, B90: 1e-6, C43: 1e-9 },
  KinematicViscosity: { S4: 1, C17: 1e-6, '4C': 1e-6, '91': 1e-4 },
  // Lengths and altitudes.
  Length: {
    MTR: 1,
    DMT: 0.1,
    CMT: 1e-2,
    MMT: 1e-3,
    '4H': 1e-6,
    C45: 1e-9,
    C52: 1e-12,
    A45: 10,
    HMT: 100,
    KMT: 1e3,
    INH: 0.0254,
    FOT: 0.3048,
    YRD: 0.9144,
    AK: 1.8288,
    SMI: 1609.344,
    NMI: 1852,
  },
  MagneticFlux: { WEB: 1, C33: 1e-3 },
  MagneticFluxDensity: { D33: 1, C29: 1e-3, D81: 1e-6 },
  Mass: {
    KGM: 1,
    HGM: 0.1,
    DJ: 1e-2,
    GRM: 1e-3,
    DG: 1e-4,
    CGM: 1e-5,
    MGM: 1e-6,
    MC: 1e-9,
    TNE: 1e3,
    '2U': 1e3,
    DTN: 100,
    KTN: 1e6,
    LBR: 0.45359237,
    ONZ: 0.028349523125,
    APZ: 0.0311034768,
    GRN: 6.479891e-5,
    STI: 6.35029318,
    CWA: 45.359237,
    CWI: 50.80234544,
    STN: 907.18474,
    LTN: 1016.0469088,
  },
  MassFlowRate: { KGS: 1, E93: 1 / 3600 },
  MemoryCapacity: { AD: 1, A99: 0.125, '2P': 1e3, '4L': 1e6, E34: 1e9, E35: 1e12 },
  Power: { WTT: 1, C31: 1e-3, D80: 1e-6, KWT: 1e3, MAW: 1e6, A90: 1e9 },
  Pressure: {
    PAL: 1,
    A97: 100,
    KPA: 1e3,
    MPA: 1e6,
    BAR: 1e5,
    MBR: 100,
    ATM: 101325,
    ATT: 98066.5,
    PS: 6894.757293168361,
    HN: 133.322387415,
    UA: 101325 / 760,
    F79: 3386.388640341,
  },
  // Parts of a whole: percent, per mille, parts per million and per billion (10⁹). Not counts, though both are plain numbers.
  Proportion: { P1: 1e-2, NX: 1e-3, '59': 1e-6, '61': 1e-9 },
  Radioactivity: { BQL: 1, '2Q': 1e3, '4N': 1e6, GBQ: 1e9, CUR: 3.7e10, MCU: 3.7e7 },
  Resistance: { OHM: 1, E45: 1e-3, B49: 1e3, B75: 1e6 },
  Speed: { MTS: 1, '2M': 1e-2, C16: 1e-3, KMH: 1 / 3.6, HM: 0.44704, FS: 0.3048, FR: 0.00508, KNT: 1852 / 3600 },
  Temperature: { KEL: 1, CEL: 1, FAH: RANKINE, A48: RANKINE },
  // A month is a twelfth of a year of 365.25 days.
  Time: {
    SEC: 1,
    C26: 1e-3,
    B98: 1e-6,
    C47: 1e-9,
    MIN: 60,
    HUR: 3600,
    DAY: 86400,
    WEE: 604800,
    MON: 2629800,
    ANN: 31557600,
  },
  Voltage: { VLT: 1, '2Z': 1e-3, D82: 1e-6, KVT: 1e3, B78: 1e6 },
  Volume: {
    MTQ: 1,
    DMQ: 1e-3,
    CMQ: 1e-6,
    MMQ: 1e-9,
    LTR: 1e-3,
    DLT: 1e-4,
    CLT: 1e-5,
    MLT: 1e-6,
    '4G': 1e-9,
    A44: 1e-2,
    HLT: 0.1,
    K6: 1,
    GLL: 3.785411784e-3,
    GLI: 4.54609e-3,
    PTL: 4.73176473e-4,
    PTI: 5.6826125e-4,
    QTL: 9.46352946e-4,
    QTI: 1.1365225e-3,
    OZA: 2.95735295625e-5,
    OZI: 2.84130625e-5,
    BLL: 0.158987294928,
    INQ: 1.6387064e-5,
    FTQ: 0.028316846592,
    YDQ: 0.764554857984,
  },
  VolumeFlowRate: { MQS: 1, MQH: 1 / 3600, L2: 1e-3 / 60, G51: 1e-3 },
};

const zeros: ReadonlyMap<string, number> = new Map([
  ['CEL', 273.15],
  ['FAH', 459.67 * RANKINE],
]);

const factors: ReadonlyMap<string, Factor> = new Map(
  Object.entries(table).flatMap(([dimension, units]) =>
    Object.entries(units).map(([uom, scale]): [string, Factor] => [
      uom,
      { dimension, scale, zero: zeros.get(uom) ?? 0 },
    ]),
  ),
);

/** What a value measures in base units of its dimension. */
export interface BaseMeasure {
  readonly dimension: string;
  readonly amount: number;
}

/** A value in base units; undefined for a unit without a factor. `isDifference`: a stretch, such as a deviation, has no zero of its own. */
export function inBaseUnits(value: number, uom: string, isDifference = false): BaseMeasure | undefined {
  const factor = factors.get(uom);
  if (factor === undefined) return undefined;
  return { dimension: factor.dimension, amount: value * factor.scale + (isDifference ? 0 : factor.zero) };
}

/** Conversion of decimals to binary numbers and back costs the last digits; what differs by less is equal. */
const CLOSE = 1e-11;

/** Compares two amounts of base units: zero when they differ by no more than conversion does. */
export function compareAmounts(a: number, b: number): number {
  return Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b)) ? 0 : Math.sign(a - b);
}
