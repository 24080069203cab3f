import { errorsOf } from '../files/errors.ts';

/** The portal’s own words are not public: these are those of the sandbox. */
export const errors = errorsOf([
  [
    'UNKNOWN_GLN',
    'rejected',
    'a row names a location that is not registered',
    'the GLN was never registered at EPTTS, or it is another one',
    'Register it, or correct the tenant’s, location’s or partner’s, then send again.',
  ],
  [
    'UNKNOWN_GTIN',
    'rejected',
    'a row names a product that is not registered',
    'its registration is not done yet',
    'Register the product and its cases, then send again.',
  ],
  [
    'SERIAL_USED',
    'rejected',
    'the serial is known already',
    'it was told before; no serial is used again',
    'If the file was uploaded already, cancel the report; if two packs bear the number, block both.',
  ],
  [
    'NOT_COMMISSIONED',
    'rejected',
    'the pack or container is not known',
    'the file that commissions it failed or was not uploaded',
    'Upload that first, then send again.',
  ],
  [
    'ALREADY_PACKED',
    'rejected',
    'it is in a container',
    'it was packed anew; to unpack, the SSCC is decommissioned',
    'Decommission the old SSCC at the portal, then send again.',
  ],
  [
    'INACTIVE',
    'rejected',
    'it was decommissioned',
    'somebody told so before',
    'Compare with what others told; if it was not us, open an investigation.',
  ],
  [
    'NOT_HERE',
    'rejected',
    'it is at another location',
    'a shipment or receipt before was not told',
    'Tell what is missing, then send again.',
  ],
]);
