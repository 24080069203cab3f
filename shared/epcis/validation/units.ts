/**
 * Which units fit which measurement type: common codes of UN/ECE Recommendation 20. Not the whole recommendation, and not checked against
 * its text code by code, so what it shows is a warning at most; a code that stands nowhere here is not judged.
 */
const table: Readonly<Record<string, string>> = {
  AbsoluteHumidity: 'A93 KMQ GP',
  AbsorbedDose: 'A95 C13 C80',
  Acceleration: 'MSK A76 K40',
  Altitude: 'MTR KMT FOT CMT MMT YRD SMI',
  AmountOfSubstance: 'C34 B45 C18',
  Angle: 'DD C81 D61 D62',
  AngularVelocity: '2A RPM',
  Area: 'MTK CMK MMK KMK HAR INK FTK YDK ACR',
  Capacitance: 'FAR C10 4O C41 4T',
  Conductance: 'SIE C27 B53',
  Conductivity: 'D10 H61',
  Count: 'C62 EA H87 NAR NMP PR DZN',
  Density: 'KMQ 23 GL A93 GJ M1',
  Dimensionless: 'C62 P1 59 61',
  DoseEquivalent: 'D13 C28 D91',
  DynamicViscosity: 'C65 C24',
  ElectricCharge: 'COU AMH',
  ElectricCurrent: 'AMP 4K B22 B84',
  Energy: 'JOU KJO 3B GV WHR KWH MWH',
  Force: 'NEW B47 C20',
  Frequency: 'HTZ KHZ MHZ A86',
  Illuminance: 'LUX B60',
  Inductance: '81 C14 B90',
  Irradiance: 'D54',
  KinematicViscosity: 'S4 C17',
  Length: 'MTR CMT MMT KMT DMT INH FOT YRD SMI NMI 4H C45',
  Luminance: 'A24',
  LuminousFlux: 'LUM',
  LuminousIntensity: 'CDL',
  MagneticFlux: 'WEB C33',
  MagneticFluxDensity: 'D33 C29 D81',
  Mass: 'KGM GRM MGM MC CGM HGM TNE LBR ONZ STN LTN',
  MassConcentration: 'KMQ GL M1 GP GQ A93',
  MassFlowRate: 'KGS E93',
  MemoryCapacity: 'AD A99 2P 4L E34 E35',
  Power: 'WTT KWT MAW C31',
  Pressure: 'PAL A97 KPA MPA BAR MBR ATM PS HN F79',
  Radioactivity: 'BQL 2Q 4N GBQ CUR',
  RelativeHumidity: 'P1',
  Resistance: 'OHM E45 B49 B75',
  SolidAngle: 'D27',
  Speed: 'MTS KMH HM FS FR 2M KNT',
  Temperature: 'CEL KEL FAH A48',
  Time: 'SEC MIN HUR DAY WEE MON ANN C26 B98 C47',
  Torque: 'NU',
  Voltage: 'VLT KVT 2Z D82',
  Volume: 'LTR MLT CLT DLT HLT MTQ CMQ DMQ MMQ GLL GLI OZA OZI INQ FTQ YDQ 4G',
  VolumeFlowRate: 'MQH MQS L2 G51',
};

const fitting = new Map(Object.entries(table).map(([type, codes]) => [type, new Set(codes.split(' '))]));

/** The measurement types a unit is for; none when it is not in the table. */
export function typesOfUnit(uom: string): readonly string[] {
  return [...fitting].filter(([, codes]) => codes.has(uom)).map(([type]) => type);
}

/** The units in the table for a measurement type; undefined when the table does not know the type. */
export const unitsOfType = (type: string): ReadonlySet<string> | undefined => fitting.get(type);
