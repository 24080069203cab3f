import { errorsOf } from '../files/errors.ts';

/** The portal’s own words are not public: these are those of the sandbox. */
export const errors = errorsOf([
  [
    'UNKNOWN_GLN',
    'rejected',
    'the manufacturer is not registered',
    'the GLN was never registered at iVEDA, or it is another one',
    'Register it, or correct the tenant’s, then send again.',
  ],
  [
    'UNKNOWN_GTIN',
    'rejected',
    'the product is not registered',
    'its registration is not done yet',
    'Register the product, then send again.',
  ],
  [
    'EXPIRY_DIFFERS',
    'rejected',
    'the batch is known with another expiry',
    'it was ordered or uploaded with a wrong date',
    'Find which date is printed, mend the data, then send again.',
  ],
  [
    'SERIAL_USED',
    'rejected',
    'the code is known already',
    'it was uploaded before, perhaps by hand; no code is used again',
    'If the file was uploaded already, cancel the report; if two bear the code, block both.',
  ],
  [
    'CHILD_UNKNOWN',
    'rejected',
    'a package has something in it that is not known',
    'the upload of that failed or was not made: a parent follows its children',
    'Upload that first, then send again.',
  ],
  [
    'HAS_PARENT',
    'rejected',
    'something is in another package already',
    'it was packed anew after the upload',
    'Have it mended at the portal, then send again or cancel the report.',
  ],
  ['EMPTY_PARENT', 'rejected', 'a package has nothing in it', 'the file was made by hand', 'Take it out of the file.'],
]);
